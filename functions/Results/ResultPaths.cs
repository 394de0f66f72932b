using System.Globalization;
using SegFunctions.Contract;
using SegFunctions.Orchestrations;

namespace SegFunctions.Results;

/// <summary>Where a job's results lie.</summary>
public sealed class ResultPaths(string account, string jobId)
{
    private readonly BlobReference job = new(Containers.Results, $"{account}/{jobId}");

    /// <summary>Above every attempt's folder.</summary>
    public BlobReference Items => job.Below("items");

    public BlobReference Manifest => job.Below("manifest.json");

    /// <summary>Exists once the job is canceled.</summary>
    public BlobReference CancelMarker => job.Below("canceled");

    /// <summary>The folder that this attempt alone writes into.</summary>
    public BlobReference Attempt(ItemAttempt attempt) =>
        Items.Below(string.Create(CultureInfo.InvariantCulture, $"{attempt.Item}/{attempt.Attempt}"));

    /// <summary>The attempt's list of what it found.</summary>
    public BlobReference Document(ItemAttempt attempt) => Attempt(attempt).Below(ResultNames.Document);
}
