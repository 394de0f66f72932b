import { AppIdentity, Tags } from 'types.bicep'

param location string
param tags Tags
param token string
param name string
param identity AppIdentity

@description('Empty for no virtual network.')
param subnetId string
param insightsConnectionString string
param hostName string
param deploymentContainerUrl string
param blobEndpoint string
param tableEndpoint string
param serviceBusNamespace string
param schedulerEndpoint string
param linkSigningKeyUri string
param encryptionKeyUri string
param apiBaseUrl string
param apiKeySha256 string
param apiKeyAccount string

@description('Origins of pages that may call the app from a browser. The app handles CORS itself; the platform\'s own CORS stays off.')
param corsOrigins string[]

@description('Whether clients can reach the storage account.')
param directToStorage bool
param retentionDays int

@description('Networks that jobs may request.')
param jobModels string[]

@description('Those of these networks that know every word.')
param wordModels string[]

@description('Whether the workers\' network for words knows every word.')
param knowsAnyWord bool

@description('Settings for the Functions host and the Azure clients.')
var platformSettings = {
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.clientId};Authorization=AAD'
  AZURE_CLIENT_ID: identity.clientId
  AzureWebJobsDisableHomepage: 'true'
  AzureWebJobsStorage__accountName: hostName
  AzureWebJobsStorage__clientId: identity.clientId
  AzureWebJobsStorage__credential: 'managedidentity'
  DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identity.clientId}'
  ServiceBus__clientId: identity.clientId
  ServiceBus__credential: 'managedidentity'
}

@description('Settings for the app; those not set here keep their defaults, see docs/settings.md.')
var appSettings = {
  Accounts__Keys__0__Account: apiKeyAccount
  Accounts__Keys__0__Name: 'first'
  Accounts__Keys__0__Scopes: 'Jobs, Manage'
  Accounts__Keys__0__Sha256: apiKeySha256
  Jobs__AnyWord: string(knowsAnyWord)
  Links__DirectToStorage: string(directToStorage)
  Links__PublicBaseUrl: apiBaseUrl
  Links__SigningKeys__0: '@Microsoft.KeyVault(SecretUri=${linkSigningKeyUri})'
  Retention__Assets: '${retentionDays}.00:00:00'
  Secrets__Keys__0: '@Microsoft.KeyVault(SecretUri=${encryptionKeyUri})'
  ServiceBus__fullyQualifiedNamespace: serviceBusNamespace
  Storage__BlobServiceUri: blobEndpoint
  Storage__TableServiceUri: tableEndpoint
}

var originSettings = toObject(range(0, length(corsOrigins)), i => 'Cors__Origins__${i}', i => corsOrigins[i])
var modelSettings = union(
  toObject(range(0, length(jobModels)), i => 'Jobs__Models__${i}', i => jobModels[i]),
  toObject(range(0, length(wordModels)), i => 'Jobs__WordModels__${i}', i => wordModels[i])
)

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: 'plan-${token}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainerUrl
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      // Requests that wait for a job or follow its events are idle; by default the platform would soon start more instances for them.
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: 40
        triggers: { http: { perInstanceConcurrency: 100 } }
      }
    }
    siteConfig: {
      ftpsState: 'Disabled'
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      appSettings: map(
        items(union(platformSettings, appSettings, originSettings, modelSettings)),
        setting => { name: setting.key, value: setting.value }
      )
    }
  }

  // Publishing with a user name and a password would be a local login too.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}
