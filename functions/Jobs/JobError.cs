namespace SegFunctions.Jobs;

/// <summary>Why a job or an item failed.</summary>
/// <param name="Code">The machine-readable reason.</param>
/// <param name="Message">A sentence for the client, at most <see cref="MaxMessageLength"/> characters.</param>
public sealed record JobError(JobErrorCode Code, string Message)
{
    /// <summary>Bounds an orchestration's output: with 100 items it stays far below its limit of 1 MB.</summary>
    public const int MaxMessageLength = 500;

    public static JobError Of(JobErrorCode code, string message) =>
        new(code, message.Length <= MaxMessageLength ? message : string.Concat(message.AsSpan(0, MaxMessageLength - 1), "…"));
}
