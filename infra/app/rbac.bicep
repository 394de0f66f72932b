// Every role assignment of the deployment, each with the smallest scope that works.

// Names rather than ids: they are known before anything is deployed, so the assignments' own names stay the same in every deployment.
param functionsIdentityName string
param inferenceIdentityName string
param mediaName string
param hostName string
param serviceBusName string
param schedulerName string
param vaultName string
param linkSigningKeyName string
param encryptionKeyName string
param registryName string
param insightsName string

@description('Whether clients transfer files directly to and from the storage account.')
param directToStorage bool

@description('Whether the inference app downloads users\' networks from their container.')
param takesModels bool

var roles = {
  acrPull: '7f951dda-4ed3-4680-a7ca-43fe172d538d'
  durableTaskDataContributor: '0ad04412-c4d5-4796-b79c-f76d14c8d402'
  keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  serviceBusDataReceiver: '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'
  serviceBusDataSender: '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageBlobDataReader: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
  storageBlobDelegator: 'db58b8e5-c6ad-4a2a-8342-4190687cbf4a'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

var queues = loadJsonContent('../service-bus-emulator.json', 'UserConfig.Namespaces[0].Queues')

resource functions 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: functionsIdentityName
}

resource inference 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: inferenceIdentityName
}

resource media 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: mediaName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource inputs 'containers' existing = { name: 'inputs' }
    resource files 'containers' existing = { name: 'files' }
    resource results 'containers' existing = { name: 'results' }
    resource archives 'containers' existing = { name: 'archives' }
    resource features 'containers' existing = { name: 'features' }
    resource models 'containers' existing = { name: 'models' }
  }
}

resource host 'Microsoft.Storage/storageAccounts@2025-01-01' existing = { name: hostName }

resource serviceBus 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusName

  resource requests 'queues' existing = { name: queues[0].Name }
  resource completions 'queues' existing = { name: queues[1].Name }
}

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' existing = {
  name: schedulerName

  resource taskHub 'taskHubs' existing = {
    name: loadJsonContent('../../host.json', 'extensions.durableTask.hubName')
  }
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName

  resource linkSigningKey 'secrets' existing = { name: linkSigningKeyName }
  resource secretsKey 'secrets' existing = { name: encryptionKeyName }
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' existing = { name: registryName }

resource insights 'Microsoft.Insights/components@2020-02-02' existing = { name: insightsName }

@description('The host keeps its leases, its keys and the app\'s package here.')
resource functionsHostBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: host
  name: guid(host.id, functions.id, roles.storageBlobDataOwner)
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataOwner)
  }
}

@description('Stores uploads, and reads them back through the app\'s own links.')
resource functionsInputs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: media::blobs::inputs
  name: guid(media::blobs::inputs.id, functions.id, roles.storageBlobDataContributor)
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageBlobDataContributor
    )
  }
}

@description('Keeps files for their owners, and reads them back through the app\'s own links.')
resource functionsFiles 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: media::blobs::files
  name: guid(media::blobs::files.id, functions.id, roles.storageBlobDataContributor)
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageBlobDataContributor
    )
  }
}

@description('Writes manifests and cancel markers, and serves results.')
resource functionsResults 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: media::blobs::results
  name: guid(media::blobs::results.id, functions.id, roles.storageBlobDataContributor)
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageBlobDataContributor
    )
  }
}

@description('Builds and serves archives.')
resource functionsArchives 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: media::blobs::archives
  name: guid(media::blobs::archives.id, functions.id, roles.storageBlobDataContributor)
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageBlobDataContributor
    )
  }
}

@description('Removes old features of pictures.')
resource functionsFeatures 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: media::blobs::features
  name: guid(media::blobs::features.id, functions.id, roles.storageBlobDataContributor)
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageBlobDataContributor
    )
  }
}

@description('Signs addresses of single blobs for clients with a user delegation key. The key covers the whole account, but grants nothing that the identity may not do.')
resource functionsDelegation 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (directToStorage) {
  scope: media
  name: guid(media.id, functions.id, roles.storageBlobDelegator)
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDelegator)
  }
}

@description('Tables are created when first needed and listed by the health check; neither is possible with the scope of a single table.')
resource functionsTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: media
  name: guid(media.id, functions.id, roles.storageTableDataContributor)
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageTableDataContributor
    )
  }
}

@description('Sends a message per item.')
resource functionsSendRequests 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: serviceBus::requests
  name: guid(serviceBus::requests.id, functions.id, roles.serviceBusDataSender)
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataSender)
  }
}

@description('The dead-letter queue has no scope of its own; the health check peeks at the queue.')
resource functionsReceiveRequests 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: serviceBus::requests
  name: guid(serviceBus::requests.id, functions.id, roles.serviceBusDataReceiver)
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataReceiver)
  }
}

@description('Receives the workers\' responses.')
resource functionsReceiveCompletions 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: serviceBus::completions
  name: guid(serviceBus::completions.id, functions.id, roles.serviceBusDataReceiver)
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataReceiver)
  }
}

@description('Starts, runs and queries orchestrations.')
resource functionsTaskHub 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: scheduler::taskHub
  name: guid(scheduler::taskHub.id, functions.id, roles.durableTaskDataContributor)
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.durableTaskDataContributor
    )
  }
}

@description('One secret rather than the whole vault.')
resource functionsSigningKey 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault::linkSigningKey
  name: guid(vault::linkSigningKey.id, functions.id, roles.keyVaultSecretsUser)
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsUser)
  }
}

@description('The other secret.')
resource functionsSecretsKey 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault::secretsKey
  name: guid(vault::secretsKey.id, functions.id, roles.keyVaultSecretsUser)
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsUser)
  }
}

@description('Telemetry without a key.')
resource functionsTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, functions.id, roles.monitoringMetricsPublisher)
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.monitoringMetricsPublisher
    )
  }
}

@description('Reads pictures, never writes them.')
resource inferenceInputs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: media::blobs::inputs
  name: guid(media::blobs::inputs.id, inference.id, roles.storageBlobDataReader)
  properties: {
    principalId: inference.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataReader)
  }
}

@description('Reads pictures among the files, never writes them.')
resource inferenceFiles 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: media::blobs::files
  name: guid(media::blobs::files.id, inference.id, roles.storageBlobDataReader)
  properties: {
    principalId: inference.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataReader)
  }
}

@description('Reads users\' networks at startup.')
resource inferenceModels 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (takesModels) {
  scope: media::blobs::models
  name: guid(media::blobs::models.id, inference.id, roles.storageBlobDataReader)
  properties: {
    principalId: inference.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataReader)
  }
}

@description('Writes masks and looks for cancel markers.')
resource inferenceResults 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: media::blobs::results
  name: guid(media::blobs::results.id, inference.id, roles.storageBlobDataContributor)
  properties: {
    principalId: inference.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageBlobDataContributor
    )
  }
}

@description('Stores features of pictures for the next prompt.')
resource inferenceFeatures 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: media::blobs::features
  name: guid(media::blobs::features.id, inference.id, roles.storageBlobDataContributor)
  properties: {
    principalId: inference.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageBlobDataContributor
    )
  }
}

@description('Receives messages; the scale rule reads the queue\'s length with the same role.')
resource inferenceReceiveRequests 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: serviceBus::requests
  name: guid(serviceBus::requests.id, inference.id, roles.serviceBusDataReceiver)
  properties: {
    principalId: inference.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataReceiver)
  }
}

@description('Reports how an attempt ended.')
resource inferenceSendCompletions 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: serviceBus::completions
  name: guid(serviceBus::completions.id, inference.id, roles.serviceBusDataSender)
  properties: {
    principalId: inference.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataSender)
  }
}

@description('Traces and metrics.')
resource inferenceTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, inference.id, roles.monitoringMetricsPublisher)
  properties: {
    principalId: inference.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.monitoringMetricsPublisher
    )
  }
}

@description('Pulls its own image.')
resource inferencePull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, inference.id, roles.acrPull)
  properties: {
    principalId: inference.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.acrPull)
  }
}
