// Every role assignment of the deployment, each on the smallest thing it is needed for.

// Names, not ids: what is known before anything is deployed keeps the assignments' own names the same each time.
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

@description('Whether clients are sent to the storage account itself.')
param directToStorage bool

@description('Whether the inference app takes users\' networks from their container.')
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

@description('Uploads are stored, and read back through our own links.')
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

@description('Files are kept for their owners, and read back through our own links.')
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

@description('Manifests and cancel markers are written, results served.')
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

@description('Archives are built and served.')
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

@description('What networks saw in pictures is removed after a while.')
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

@description('Addresses of single blobs for clients are signed with a delegation key, which is the whole account\'s; it opens nothing that the identity may not open.')
resource functionsDelegation 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (directToStorage) {
  scope: media
  name: guid(media.id, functions.id, roles.storageBlobDelegator)
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDelegator)
  }
}

@description('Tables are made on first need and listed by the health check, which no single table\'s scope allows.')
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

@description('A message an item.')
resource functionsSendRequests 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: serviceBus::requests
  name: guid(serviceBus::requests.id, functions.id, roles.serviceBusDataSender)
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataSender)
  }
}

@description('The dead-letter queue has no scope of its own; the health check peeks.')
resource functionsReceiveRequests 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: serviceBus::requests
  name: guid(serviceBus::requests.id, functions.id, roles.serviceBusDataReceiver)
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataReceiver)
  }
}

@description('What the workers say.')
resource functionsReceiveCompletions 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: serviceBus::completions
  name: guid(serviceBus::completions.id, functions.id, roles.serviceBusDataReceiver)
  properties: {
    principalId: functions.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataReceiver)
  }
}

@description('Starts, runs and asks for orchestrations.')
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

@description('One secret, not the vault.')
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

@description('Pictures are read, never written.')
resource inferenceInputs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: media::blobs::inputs
  name: guid(media::blobs::inputs.id, inference.id, roles.storageBlobDataReader)
  properties: {
    principalId: inference.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataReader)
  }
}

@description('Pictures among the files are read, never written.')
resource inferenceFiles 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: media::blobs::files
  name: guid(media::blobs::files.id, inference.id, roles.storageBlobDataReader)
  properties: {
    principalId: inference.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataReader)
  }
}

@description('Users\' networks are read at the start.')
resource inferenceModels 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (takesModels) {
  scope: media::blobs::models
  name: guid(media::blobs::models.id, inference.id, roles.storageBlobDataReader)
  properties: {
    principalId: inference.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataReader)
  }
}

@description('Masks are written, cancel markers looked for.')
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

@description('What networks saw in a picture is kept for the next prompt.')
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

@description('Takes messages; the scale rule reads the queue\'s length with the same right.')
resource inferenceReceiveRequests 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: serviceBus::requests
  name: guid(serviceBus::requests.id, inference.id, roles.serviceBusDataReceiver)
  properties: {
    principalId: inference.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataReceiver)
  }
}

@description('Says how an attempt went.')
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

@description('Its own image.')
resource inferencePull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, inference.id, roles.acrPull)
  properties: {
    principalId: inference.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.acrPull)
  }
}
