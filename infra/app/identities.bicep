import { AppIdentity, Tags } from 'types.bicep'

param location string
param tags Tags
param functionsName string
param inferenceName string

resource functionsIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: functionsName
  location: location
  tags: tags
}

resource inferenceIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: inferenceName
  location: location
  tags: tags
}

output functions AppIdentity = {
  id: functionsIdentity.id
  clientId: functionsIdentity.properties.clientId
}

output inference AppIdentity = {
  id: inferenceIdentity.id
  clientId: inferenceIdentity.properties.clientId
}
