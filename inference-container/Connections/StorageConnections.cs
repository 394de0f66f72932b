namespace SegFunctions.Connections;

/// <summary>Section <c>Storage</c>: where blobs are. One of the two is set.</summary>
public sealed class BlobConnection
{
    public const string Section = "Storage";

    /// <summary>For Azurite and for accounts with keys.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>For Azure with an identity.</summary>
    public Uri? BlobServiceUri { get; set; }
}

/// <summary>Section <c>Storage</c>: where tables are. One of the two is set.</summary>
public sealed class TableConnection
{
    public const string Section = "Storage";

    /// <summary>For Azurite and for accounts with keys.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>For Azure with an identity.</summary>
    public Uri? TableServiceUri { get; set; }
}
