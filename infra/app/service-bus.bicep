import { Tags } from 'types.bicep'

param location string
param tags Tags
param name string

@description('If false, the namespace is Premium, the only tier with private endpoints.')
param public bool

// The same file defines the queues for Azure, for Microsoft's emulator and for this repository's broker.
var queues = loadJsonContent('../service-bus-emulator.json', 'UserConfig.Namespaces[0].Queues')

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: public ? { name: 'Standard', tier: 'Standard' } : { name: 'Premium', tier: 'Premium', capacity: 1 }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: public ? 'Enabled' : 'Disabled'
  }
}

resource queue 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [
  for queue in queues: {
    parent: namespace
    name: queue.Name
    properties: {
      deadLetteringOnMessageExpiration: queue.Properties.DeadLetteringOnMessageExpiration
      defaultMessageTimeToLive: queue.Properties.DefaultMessageTimeToLive
      duplicateDetectionHistoryTimeWindow: queue.Properties.DuplicateDetectionHistoryTimeWindow
      lockDuration: queue.Properties.LockDuration
      maxDeliveryCount: queue.Properties.MaxDeliveryCount
      requiresDuplicateDetection: queue.Properties.RequiresDuplicateDetection
      requiresSession: queue.Properties.RequiresSession
    }
  }
]

output id string = namespace.id
output endpoint string = '${namespace.name}.servicebus.windows.net'

@description('The queue that the inference app scales by.')
output requestsQueue string = queues[0].Name
