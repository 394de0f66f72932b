@export()
@description('The identity that an app runs as.')
type AppIdentity = {
  @description('Resource id.')
  id: string

  @description('Selects the identity inside the app.')
  clientId: string
}

@export()
@description('When the blobs of a container are deleted automatically.')
type Expiry = {
  container: string

  @description('Days since they were last written or marked.')
  days: int
}

@export()
@description('Tags of every resource.')
type Tags = { *: string }
