import { Tags } from 'types.bicep'

@description('Everything in the one resource group. Names are <abbreviation>-<token>, so that they are the same in every deployment.')
param location string
param tags Tags
param token string
param gpu 'none' | 't4' | 'a100'
param maxReplicas int
param privateNetwork bool
param retentionDays int
param apiKeySha256 string
param apiKeyAccount string
param publicBaseUrl string
param corsOrigins string[]
param addedModels string[]
param wordModels string[]
param textModel string
param subjectModel string
param marksModel string
@secure()
param linkSigningKey string
param linkSigningKeyExists bool
@secure()
param secretsKey string
param secretsKeyExists bool
param inferenceExists bool

// The app itself deletes what is past its retention; this catches whatever it missed.
var backstopDays = retentionDays + 7
var expiries = [
  { container: 'inputs', days: backstopDays }
  { container: 'results', days: backstopDays }
  { container: 'archives', days: backstopDays }
  // Twice as long as the app keeps them.
  { container: 'features', days: 14 }
]
var modelsContainer = 'models'
// Blobs that stay until their owner deletes them.
var keptContainers = empty(addedModels) ? ['files'] : ['files', modelsContainer]
var names = {
  functions: 'func-${token}'
  functionsIdentity: 'id-functions-${token}'
  inferenceIdentity: 'id-inference-${token}'
  inference: 'ca-inference-${token}'
  media: 'stmedia${token}'
  host: 'sthost${token}'
  serviceBus: 'sb-${token}'
  scheduler: 'dts-${token}'
  vault: 'kv-${token}'
  registry: 'cr${token}'
  insights: 'appi-${token}'
}
var linkSigningKeyName = 'link-signing-key'
var encryptionKeyName = 'secrets-key'
var appOrigin = 'https://${names.functions}.azurewebsites.net'
var apiBaseUrl = empty(publicBaseUrl) ? appOrigin : publicBaseUrl
// The app's own page under both of its addresses: it transfers files that are too large for the app directly from and to the account.
var pageOrigins = privateNetwork ? [] : [appOrigin, join(take(split(apiBaseUrl, '/'), 3), '/')]

module identities 'identities.bicep' = {
  name: 'identities'
  params: {
    location: location
    tags: tags
    functionsName: names.functionsIdentity
    inferenceName: names.inferenceIdentity
  }
}

module monitoring 'monitoring.bicep' = {
  name: 'monitoring'
  params: { location: location, tags: tags, token: token, insightsName: names.insights }
}

module network 'network.bicep' = if (privateNetwork) {
  name: 'network'
  params: { location: location, tags: tags, token: token }
}

module media 'storage.bicep' = {
  name: 'media'
  params: {
    location: location
    tags: tags
    name: names.media
    containers: concat(map(expiries, expiry => expiry.container), keptContainers)
    expiries: expiries
    corsOrigins: union(pageOrigins, corsOrigins)
    public: !privateNetwork
  }
}

module host 'storage.bicep' = {
  name: 'host'
  params: {
    location: location
    tags: tags
    name: names.host
    containers: ['deployment']
    expiries: []
    corsOrigins: []
    public: !privateNetwork
  }
}

module serviceBus 'service-bus.bicep' = {
  name: 'service-bus'
  params: { location: location, tags: tags, name: names.serviceBus, public: !privateNetwork }
}

module scheduler 'scheduler.bicep' = {
  name: 'scheduler'
  params: { location: location, tags: tags, name: names.scheduler }
}

module vault 'vault.bicep' = {
  name: 'vault'
  params: {
    location: location
    tags: tags
    name: names.vault
    public: !privateNetwork
    linkSigningKey: linkSigningKey
    linkSigningKeyName: linkSigningKeyName
    linkSigningKeyExists: linkSigningKeyExists
    secretsKey: secretsKey
    encryptionKeyName: encryptionKeyName
    secretsKeyExists: secretsKeyExists
  }
}

module registry 'registry.bicep' = {
  name: 'registry'
  params: { location: location, tags: tags, name: names.registry }
}

module endpoints 'endpoints.bicep' = if (privateNetwork) {
  name: 'endpoints'
  params: {
    location: location
    tags: tags
    token: token
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpoints
    mediaId: media.outputs.id
    hostId: host.outputs.id
    serviceBusId: serviceBus.outputs.id
    vaultId: vault.outputs.id
  }
}

module rbac 'rbac.bicep' = {
  name: 'rbac'
  dependsOn: [identities, media, host, serviceBus, scheduler, vault, registry, monitoring]
  params: {
    functionsIdentityName: names.functionsIdentity
    inferenceIdentityName: names.inferenceIdentity
    mediaName: names.media
    hostName: names.host
    serviceBusName: names.serviceBus
    schedulerName: names.scheduler
    vaultName: names.vault
    linkSigningKeyName: linkSigningKeyName
    encryptionKeyName: encryptionKeyName
    registryName: names.registry
    insightsName: names.insights
    directToStorage: !privateNetwork
    takesModels: !empty(addedModels)
  }
}

module functions 'functions.bicep' = {
  name: 'functions'
  // Before the roles are assigned, the app can fetch neither its package nor its keys.
  dependsOn: [rbac, endpoints]
  params: {
    location: location
    tags: tags
    token: token
    name: names.functions
    identity: identities.outputs.functions
    subnetId: privateNetwork ? network!.outputs.functions : ''
    insightsConnectionString: monitoring.outputs.connectionString
    hostName: names.host
    deploymentContainerUrl: '${host.outputs.blobEndpoint}deployment'
    blobEndpoint: media.outputs.blobEndpoint
    tableEndpoint: media.outputs.tableEndpoint
    serviceBusNamespace: serviceBus.outputs.endpoint
    schedulerEndpoint: scheduler.outputs.endpoint
    linkSigningKeyUri: vault.outputs.linkSigningKeyUri
    encryptionKeyUri: vault.outputs.encryptionKeyUri
    apiBaseUrl: apiBaseUrl
    corsOrigins: corsOrigins
    apiKeySha256: apiKeySha256
    apiKeyAccount: apiKeyAccount
    directToStorage: !privateNetwork
    retentionDays: retentionDays
    jobModels: addedModels
    wordModels: wordModels
    knowsAnyWord: !empty(textModel)
  }
}

module inference 'inference.bicep' = {
  name: 'inference'
  // If a replica may not pull its image, the deployment fails.
  dependsOn: [rbac, endpoints]
  params: {
    location: location
    tags: tags
    token: token
    name: names.inference
    exists: inferenceExists
    identity: identities.outputs.inference
    gpu: gpu
    maxReplicas: maxReplicas
    subnetId: privateNetwork ? network!.outputs.apps : ''
    registryEndpoint: registry.outputs.endpoint
    workspaceId: monitoring.outputs.workspaceId
    insightsConnectionString: monitoring.outputs.connectionString
    blobEndpoint: media.outputs.blobEndpoint
    serviceBusName: names.serviceBus
    serviceBusNamespace: serviceBus.outputs.endpoint
    requestsQueue: serviceBus.outputs.requestsQueue
    modelsContainer: empty(addedModels) ? '' : modelsContainer
    textModel: textModel
    subjectModel: subjectModel
    marksModel: marksModel
  }
}

output registry string = registry.outputs.endpoint
output apiBaseUrl string = apiBaseUrl
