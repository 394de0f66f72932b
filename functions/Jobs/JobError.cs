namespace SegFunctions.Jobs;

/// <summary>Why a job or an item failed.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Message">A sentence for the client, at most <see cref="MaxMessageLength"/> characters.</param>
public sealed record JobError(JobErrorCode Code, string Message)
{
    /// <summary>Bounds an orchestration's output: 100 items stay far below the 1 MB that it may have.</summary>
    public const int MaxMessageLength = 500;

    public static JobError Of(JobErrorCode code, string message) =>
        new(code, message.Length <= MaxMessageLength ? message : string.Concat(message.AsSpan(0, MaxMessageLength - 1), "…"));
}
