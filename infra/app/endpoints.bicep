import { Tags } from 'types.bicep'

param location string
param tags Tags
param token string
param networkId string
param subnetId string
param mediaId string
param hostId string
param serviceBusId string
param vaultId string

var zones = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  table: 'privatelink.table.${environment().suffixes.storage}'
  serviceBus: 'privatelink.servicebus.windows.net'
  vault: 'privatelink.vaultcore.azure.net'
}

// The resource behind each endpoint, and the DNS zone of its name.
var targets = [
  { name: 'media-blob', id: mediaId, group: 'blob', zone: zones.blob }
  { name: 'media-table', id: mediaId, group: 'table', zone: zones.table }
  { name: 'host-blob', id: hostId, group: 'blob', zone: zones.blob }
  { name: 'service-bus', id: serviceBusId, group: 'namespace', zone: zones.serviceBus }
  { name: 'vault', id: vaultId, group: 'vault', zone: zones.vault }
]

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in items(zones): {
    name: zone.value
    location: 'global'
    tags: tags
  }
]

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (entry, i) in items(zones): {
    parent: zone[i]
    name: 'link-${token}'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: networkId }
    }
  }
]

resource endpoint 'Microsoft.Network/privateEndpoints@2024-07-01' = [
  for target in targets: {
    name: 'pe-${target.name}-${token}'
    location: location
    tags: tags
    properties: {
      subnet: { id: subnetId }
      privateLinkServiceConnections: [
        {
          name: target.name
          properties: { privateLinkServiceId: target.id, groupIds: [target.group] }
        }
      ]
    }
  }
]

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-07-01' = [
  for (target, i) in targets: {
    parent: endpoint[i]
    name: 'default'
    dependsOn: [zone]
    properties: {
      privateDnsZoneConfigs: [
        {
          name: target.group
          properties: { privateDnsZoneId: resourceId('Microsoft.Network/privateDnsZones', target.zone) }
        }
      ]
    }
  }
]
