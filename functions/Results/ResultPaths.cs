using System.Globalization;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Jobs;
using SegFunctions.Storage;

namespace SegFunctions.Results;

/// <summary>Blobs of a job's results.</summary>
public sealed class ResultPaths(string account, string jobId)
{
    /// <summary>The job's folder.</summary>
    public BlobReference Job { get; } = new(Containers.Results, $"{account}/{jobId}");

    /// <summary>The parent of the attempts' folders.</summary>
    public BlobReference Items => Job.Below("items");

    public BlobReference Manifest => Job.Below("manifest.json");

    /// <summary>The request as this API received it, see <see cref="RequestStore"/>.</summary>
    public BlobReference Request(string api) => Job.Below($"requests/{api}.json");

    /// <summary>Exists once the job is canceled.</summary>
    public BlobReference CancelMarker => Job.Below("canceled");

    /// <summary>Exists from the job's acceptance until its deletion, which deletes it before any other blob.</summary>
    public BlobReference PresenceMarker => Job.Below("present");

    /// <summary>The folder that only this attempt writes to.</summary>
    public BlobReference Attempt(ItemAttempt attempt) =>
        Items.Below(string.Create(CultureInfo.InvariantCulture, $"{attempt.Item}/{attempt.Attempt}"));

    /// <summary>The document that lists what the attempt found in a picture.</summary>
    public BlobReference Document(ItemAttempt attempt) => Attempt(attempt).Below(ResultNames.Document);

    /// <summary>The document that lists what the attempt found in a video.</summary>
    public BlobReference VideoDocument(ItemAttempt attempt) => Attempt(attempt).Below(VideoNames.Document);
}
