namespace SegFunctions.Worker.Settings;

/// <summary>Section <c>Storage</c>: where inputs lie and results go. One of the two is set.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>For Azurite and for accounts with keys.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>For Azure with an identity.</summary>
    public Uri? BlobServiceUri { get; set; }
}
