import { Tags } from 'types.bicep'

param location string
param tags Tags
param name string

@description('Publicly reachable even with a private network, because azd builds the image in it; every access needs a role.')
resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: 'Basic' }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
  }
}

output endpoint string = registry.properties.loginServer
