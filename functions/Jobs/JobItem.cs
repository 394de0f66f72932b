using SegFunctions.Contract;

namespace SegFunctions.Jobs;

/// <summary>One input of a job.</summary>
/// <param name="Name">What the client calls it; unique within the job.</param>
/// <param name="Input">The picture's bytes.</param>
public sealed record JobItem(string Name, BlobReference Input);
