namespace SegFunctions.Storage;

/// <summary>Addresses of blobs and tables. Section <c>Storage</c>: either the connection string, or both addresses and an identity.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    public string? ConnectionString { get; set; }

    public Uri? BlobServiceUri { get; set; }

    public Uri? TableServiceUri { get; set; }

    public bool IsValid() => !string.IsNullOrEmpty(ConnectionString) || (BlobServiceUri is not null && TableServiceUri is not null);
}
