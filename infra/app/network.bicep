import { Tags } from 'types.bicep'

param location string
param tags Tags
param token string

resource network 'Microsoft.Network/virtualNetworks@2024-07-01' = {
  name: 'vnet-${token}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
  }

  resource functions 'subnets' = {
    name: 'functions'
    properties: {
      addressPrefix: '10.0.0.0/24'
      delegations: [{ name: 'functions', properties: { serviceName: 'Microsoft.App/environments' } }]
    }
  }

  // A network's subnets can be written only one at a time.
  resource apps 'subnets' = {
    name: 'apps'
    dependsOn: [functions]
    properties: {
      addressPrefix: '10.0.2.0/23'
      delegations: [{ name: 'apps', properties: { serviceName: 'Microsoft.App/environments' } }]
    }
  }

  resource endpoints 'subnets' = {
    name: 'endpoints'
    dependsOn: [apps]
    properties: {
      addressPrefix: '10.0.4.0/24'
    }
  }
}

output id string = network.id
output functions string = network::functions.id
output apps string = network::apps.id
output endpoints string = network::endpoints.id
