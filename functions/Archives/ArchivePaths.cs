using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Storage;

namespace SegFunctions.Archives;

/// <summary>Blobs of a job's archive and of what it is built from.</summary>
public sealed class ArchivePaths(string account, string jobId)
{
    private const string Extension = ".zip";

    private readonly string _prefix = $"{account}/{jobId}";

    public BlobReference Zip => new(Containers.Archives, _prefix + Extension);

    /// <summary>The folder of what the zip is built from.</summary>
    public BlobReference Folder => new(Containers.Archives, _prefix);

    /// <summary>The <see cref="ArchivePlan"/> of the last build.</summary>
    public BlobReference Plan => new(Containers.Archives, $"{_prefix}/plan.json");

    /// <summary>Owner of the archive that a <see cref="Plan"/> is for.</summary>
    public static (string Account, JobId Job) OwnerOf(BlobReference plan) =>
        plan.Name.Split('/') is [var account, var job, _] ? (account, JobId.Parse(job)) : throw new FormatException($"{plan} is not an archive's plan.");

    /// <returns>The job whose <see cref="Zip"/> has this name; null if the blob is something else.</returns>
    public static string? TryReadJobId(string blobName) =>
        blobName.Split('/') is [_, var file] && file.EndsWith(Extension, StringComparison.Ordinal) ? file[..^Extension.Length] : null;

    /// <summary>An entry that was written for the archive, such as a vendor's manifest.</summary>
    public BlobReference Written(string name) => new(Containers.Archives, $"{_prefix}/{name}");
}
