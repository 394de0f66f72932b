import { Tags } from 'types.bicep'

param location string
param tags Tags
param name string

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: { name: 'Consumption' }
    // An empty list would let nobody in. Roles decide, with a private network too.
    ipAllowlist: ['0.0.0.0/0']
    publicNetworkAccess: 'Enabled'
  }
}

resource taskHub 'Microsoft.DurableTask/schedulers/taskHubs@2026-02-01' = {
  parent: scheduler
  name: loadJsonContent('../../host.json', 'extensions.durableTask.hubName')
}

output endpoint string = scheduler.properties.endpoint
