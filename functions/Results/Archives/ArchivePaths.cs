using SegFunctions.Contract;

namespace SegFunctions.Results.Archives;

/// <summary>Where a job's archive and what it is built from lie.</summary>
public sealed class ArchivePaths(string account, string jobId)
{
    private readonly string prefix = $"{account}/{jobId}";

    public BlobReference Zip => new(Containers.Archives, $"{prefix}.zip");

    /// <summary>The <see cref="ArchivePlan"/> of the last build.</summary>
    public BlobReference Plan => new(Containers.Archives, $"{prefix}/plan.json");

    /// <summary>An entry that a vendor's mapping wrote for the archive.</summary>
    public BlobReference Written(string name) => new(Containers.Archives, $"{prefix}/{name}");
}
