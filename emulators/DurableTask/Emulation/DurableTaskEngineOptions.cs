using Microsoft.DurableTask.Emulation.Storage;

namespace Microsoft.DurableTask.Emulation;

internal sealed record DurableTaskEngineOptions
{
    /// <summary>Created when missing. One engine at a time owns it.</summary>
    public required string DatabasePath { get; init; }

    public int MaxConcurrentActivities { get; init; } = 32;

    public int MaxConcurrentOrchestrations { get; init; } = 16;

    /// <summary>
    /// How many idle orchestrations keep their place in memory, so that they need no replay at their next step. With 0 each step replays
    /// the history, as on a real host without extended sessions.
    /// </summary>
    public int MaxLoadedOrchestrations { get; init; } = 1_000;

    /// <summary>Called once, on any thread, when the database cannot be written and nothing goes on.</summary>
    public Action OnBroken { get; init; } = static () => { };

    /// <summary>Null but for tests of what a failing disk does.</summary>
    public CommitProbe? Probe { get; init; }

    public VersionRules Versions { get; init; } = new();
}
