targetScope = 'subscription'

@description('Name of the azd environment; part of the resource group\'s name.')
@minLength(1)
@maxLength(32)
param environmentName string

@description('Region of all resources. Not every region has GPUs.')
param location string

@description('Hardware for segmentation: no GPU (a CPU profile and the CPU image), an NVIDIA T4 or an NVIDIA A100.')
param gpu 'none' | 't4' | 'a100' = 'none'

@description('Maximum replicas of the inference app. It scales to zero when its queue is empty.')
@minValue(1)
@maxValue(100)
param maxReplicas int = 2

@description('Whether everything but the HTTP surface, the registry and telemetry is reachable from a virtual network only. Switches Service Bus to Premium.')
param privateNetwork bool = false

@description('Days to keep jobs with their results, and inputs after their last use.')
@minValue(1)
@maxValue(365)
param retentionDays int = 7

@description('SHA-256 in hex of the first API key. The key itself never reaches Azure.')
@minLength(64)
@maxLength(64)
param apiKeySha256 string

@description('Account that the first API key belongs to.')
param apiKeyAccount string = 'default'

@description('Address that clients use, if it is not the app\'s own.')
param publicBaseUrl string = ''

@description('Origins of pages that may call the app and the storage account from a browser, separated by commas: https://app.example,https://www.example. Empty for none.')
param corsOrigins string = ''

@description('Networks that users added and that jobs may request: names in the container models, separated by commas. Empty for none, and for no such container.')
param addedModels string = ''

@description('Those of the added networks that detect objects by words, separated by commas: for them, the app rejects no word as unknown.')
param wordModels string = ''

@description('Which of the networks, added or in the image, detects objects by words. Empty for the built-in networks.')
param textModel string = ''

@description('Which of the networks, added or in the image, finds the subject. Empty for the built-in network.')
param subjectModel string = ''

@description('Which of the networks, added or in the image, segments what points and boxes mark. Empty for the built-in network.')
param marksModel string = ''

@description('Base64 of at least 32 random bytes, the key that signs links. Used only while linkSigningKeyExists is false, so that later deployments keep the key.')
@secure()
param linkSigningKey string = base64('${newGuid()}${newGuid()}${newGuid()}')

@description('Set by azd from an output of the first deployment.')
param linkSigningKeyExists bool = false

@description('Base64 of at least 32 random bytes, the key that encrypts stored secrets. Used only while secretsKeyExists is false.')
@secure()
param secretsKey string = base64('${newGuid()}${newGuid()}${newGuid()}')

@description('Set by azd from an output of the first deployment that had the key.')
param secretsKeyExists bool = false

@description('Set by azd: whether the inference app already has its own image.')
param inferenceExists bool = false

var token = uniqueString(subscription().id, environmentName, location)
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module resources 'app/resources.bicep' = {
  scope: group
  name: 'resources'
  params: {
    location: location
    tags: tags
    token: token
    gpu: gpu
    maxReplicas: maxReplicas
    privateNetwork: privateNetwork
    retentionDays: retentionDays
    apiKeySha256: apiKeySha256
    apiKeyAccount: apiKeyAccount
    publicBaseUrl: publicBaseUrl
    corsOrigins: empty(corsOrigins) ? [] : map(split(corsOrigins, ','), origin => trim(origin))
    addedModels: empty(addedModels) ? [] : map(split(addedModels, ','), model => trim(model))
    wordModels: empty(wordModels) ? [] : map(split(wordModels, ','), model => trim(model))
    textModel: textModel
    subjectModel: subjectModel
    marksModel: marksModel
    linkSigningKey: linkSigningKey
    linkSigningKeyExists: linkSigningKeyExists
    secretsKey: secretsKey
    secretsKeyExists: secretsKeyExists
    inferenceExists: inferenceExists
  }
}

@description('For azd: where the inference image is pushed.')
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = resources.outputs.registry

output AZURE_RESOURCE_GROUP string = group.name

@description('Base address of the HTTP surface.')
output API_BASE_URL string = resources.outputs.apiBaseUrl

@description('The Dockerfile\'s RUNTIME for the profile: cpu or gpu.')
output INFERENCE_RUNTIME string = gpu == 'none' ? 'cpu' : 'gpu'

@description('From the first deployment on, the key is kept. Set to false to generate a new one.')
output LINK_SIGNING_KEY_EXISTS bool = true

@description('The same for the encryption key; but with a new key, whatever the old one encrypted is lost.')
output SECRETS_KEY_EXISTS bool = true
