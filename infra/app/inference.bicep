import { AppIdentity, Tags } from 'types.bicep'

param location string
param tags Tags
param token string
param name string

@description('Whether the app already has its own image; until azd deploys it, a placeholder runs.')
param exists bool
param identity AppIdentity
param gpu 'none' | 't4' | 'a100'
param maxReplicas int

@description('Empty for no virtual network.')
param subnetId string
param registryEndpoint string
param workspaceId string
param insightsConnectionString string
param blobEndpoint string
param serviceBusName string
param serviceBusNamespace string
param requestsQueue string

@description('Blob container of users\' networks; empty for none.')
param modelsContainer string
param textModel string
param subjectModel string
param marksModel string

var port = 8080

// Listens on the same port and answers the same probe as the worker.
var placeholder = 'mcr.microsoft.com/dotnet/samples:aspnetapp'

// A GPU replica takes up its profile's whole node.
var profiles = {
  none: { name: 'Consumption', type: 'Consumption', cpu: '4', memory: '8Gi' }
  t4: { name: 'gpu', type: 'Consumption-GPU-NC8as-T4', cpu: '8', memory: '56Gi' }
  a100: { name: 'gpu', type: 'Consumption-GPU-NC24-A100', cpu: '24', memory: '220Gi' }
}
var profile = profiles[gpu]
var consumption = { name: 'Consumption', workloadProfileType: 'Consumption' }

var settings = {
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  AZURE_CLIENT_ID: identity.clientId
  Inference__Provider: gpu == 'none' ? 'cpu' : 'cuda'
  Models__Cache: '/models'
  Models__Install: 'false'
  ServiceBus__fullyQualifiedNamespace: serviceBusNamespace
  Storage__BlobServiceUri: blobEndpoint
}

// The image's user may write to this folder; it is gone with the replica's disk.
var addedSettings = empty(modelsContainer)
  ? {}
  : { Models__Added: '/tmp/models', Models__AddedContainer: modelsContainer }

// Without the container, they must be in the image: the worker refuses to start with a name that it finds nowhere.
var modelSettings = union(
  addedSettings,
  empty(textModel) ? {} : { Models__Text: textModel },
  empty(subjectModel) ? {} : { Models__Matting: subjectModel },
  empty(marksModel) ? {} : { Models__Sam: marksModel }
)

resource environment 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: 'cae-${token}'
  location: location
  tags: tags
  properties: {
    // Through a diagnostic setting, because the alternative needs the workspace's key.
    appLogsConfiguration: { destination: 'azure-monitor' }
    vnetConfiguration: empty(subnetId) ? null : { infrastructureSubnetId: subnetId, internal: true }
    workloadProfiles: gpu == 'none'
      ? [consumption]
      : [consumption, { name: profile.name, workloadProfileType: profile.type }]
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: environment
  name: 'logs'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
  }
}

resource current 'Microsoft.App/containerApps@2025-01-01' existing = if (exists) {
  name: name
}

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'inference' })
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    environmentId: environment.id
    workloadProfileName: profile.name
    configuration: {
      activeRevisionsMode: 'Single'
      registries: [{ server: registryEndpoint, identity: identity.id }]
    }
    template: {
      // The worker gives running requests 60 seconds, then returns them to the queue.
      terminationGracePeriodSeconds: 90
      containers: [
        {
          name: 'inference'
          image: exists ? current!.properties.template.containers[0].image : placeholder
          env: map(items(union(settings, modelSettings)), setting => { name: setting.key, value: setting.value })
          resources: { cpu: json(profile.cpu), memory: profile.memory }
          probes: [
            {
              type: 'Startup'
              httpGet: { path: '/healthz', port: port }
              // It downloads gigabytes of users' networks before it answers.
              periodSeconds: empty(modelsContainer) ? 5 : 50
              failureThreshold: 36
            }
            {
              // Not /healthz: if the queue is unreachable for a minute, the loaded networks should not be lost.
              type: 'Liveness'
              tcpSocket: { port: port }
              periodSeconds: 30
              failureThreshold: 3
            }
          ]
        }
      ]
      scale: {
        minReplicas: 0
        maxReplicas: maxReplicas
        pollingInterval: 10
        cooldownPeriod: 300
        rules: [
          {
            name: 'requests'
            custom: {
              type: 'azure-servicebus'
              identity: identity.id
              metadata: {
                namespace: serviceBusName
                queueName: requestsQueue
                messageCount: '20'
              }
            }
          }
        ]
      }
    }
  }
}
