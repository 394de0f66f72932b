import { Expiry, Tags } from 'types.bicep'

param location string
param tags Tags
param name string

@description('Blob containers, created here so that no app needs permission to create them.')
param containers string[]

@description('Containers whose blobs expire.')
param expiries Expiry[]

@description('Origins of pages that may use addresses of single blobs from a browser.')
param corsOrigins string[]

@description('If false, the account is reachable through private endpoints only.')
param public bool

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: {
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: public ? 'Enabled' : 'Disabled'
    supportsHttpsTrafficOnly: true
    networkAcls: {
      bypass: 'None'
      defaultAction: public ? 'Allow' : 'Deny'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    cors: {
      corsRules: empty(corsOrigins)
        ? []
        : [
            {
              allowedOrigins: corsOrigins
              allowedMethods: ['GET', 'HEAD', 'PUT', 'OPTIONS']
              allowedHeaders: ['*']
              exposedHeaders: ['*']
              maxAgeInSeconds: 3600
            }
          ]
    }
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = [
  for container in containers: {
    parent: blobs
    name: container
    properties: { publicAccess: 'None' }
  }
]

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-01-01' = if (!empty(expiries)) {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: map(expiries, expiry => {
        name: expiry.container
        type: 'Lifecycle'
        definition: {
          filters: { blobTypes: ['blockBlob'], prefixMatch: ['${expiry.container}/'] }
          actions: {
            baseBlob: { delete: { daysAfterModificationGreaterThan: expiry.days } }
          }
        }
      })
    }
  }
}

output id string = account.id
output blobEndpoint string = account.properties.primaryEndpoints.blob
output tableEndpoint string = account.properties.primaryEndpoints.table
