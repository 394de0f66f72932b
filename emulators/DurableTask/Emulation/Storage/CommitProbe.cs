namespace Microsoft.DurableTask.Emulation.Storage;

/// <summary>Stands beside every COMMIT in a test and may throw: before it, and nothing is written; after it, and what is written counts as lost.</summary>
internal sealed record CommitProbe(Action Before, Action After)
{
    /// <summary>Stands before every read.</summary>
    public Action Read { get; init; } = static () => { };
}
