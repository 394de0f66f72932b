import { Tags } from 'types.bicep'

param location string
param tags Tags
param name string
param public bool
@secure()
param linkSigningKey string
param linkSigningKeyExists bool
param linkSigningKeyName string
@secure()
param secretsKey string
param secretsKeyExists bool
param encryptionKeyName string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
    publicNetworkAccess: public ? 'Enabled' : 'Disabled'
    networkAcls: {
      // Resource Manager must be able to write the secrets, even if the network is closed to everyone else.
      bypass: 'AzureServices'
      defaultAction: public ? 'Allow' : 'Deny'
    }
  }
}

resource linkSigning 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!linkSigningKeyExists) {
  parent: vault
  name: linkSigningKeyName
  tags: tags
  properties: {
    contentType: 'base64'
    value: linkSigningKey
  }
}

resource secrets 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!secretsKeyExists) {
  parent: vault
  name: encryptionKeyName
  tags: tags
  properties: {
    contentType: 'base64'
    value: secretsKey
  }
}

output id string = vault.id
output linkSigningKeyUri string = '${vault.properties.vaultUri}secrets/${linkSigningKeyName}'
output encryptionKeyUri string = '${vault.properties.vaultUri}secrets/${encryptionKeyName}'
