using SegFunctions.Contract;
using SegFunctions.Jobs;

namespace SegFunctions.Results;

/// <summary>A job's complete results in the model's terms; each vendor's result is derived from it.</summary>
/// <param name="Generated">When the last item ended.</param>
/// <param name="Items">One for each item of the job, in its order.</param>
public sealed record JobManifest(
    string JobId,
    string Account,
    JobStatus Status,
    DateTimeOffset Created,
    DateTimeOffset Generated,
    IReadOnlyList<Prompt> Prompts,
    InferenceOptions Options,
    IReadOnlyList<ManifestItem> Items);
