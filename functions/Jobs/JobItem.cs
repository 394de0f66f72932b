using SegFunctions.Contract;

namespace SegFunctions.Jobs;

/// <summary>One input of a job.</summary>
/// <param name="Name">The client's name for it; unique within the job.</param>
/// <param name="Input">The picture's bytes.</param>
/// <param name="Source">Place among the job's <see cref="JobSpec.Sources"/> where it is fetched from first; null when it is stored already.</param>
public sealed record JobItem(string Name, BlobReference Input, int? Source = null);
