@export()
@description('The identity that one app works as.')
type AppIdentity = {
  @description('Resource id.')
  id: string

  @description('What the identity is chosen by inside the app.')
  clientId: string
}

@export()
@description('When the blobs of a container go by themselves.')
type Expiry = {
  container: string

  @description('Since they were last written or marked.')
  days: int
}

@export()
@description('Tags of every resource.')
type Tags = { *: string }
