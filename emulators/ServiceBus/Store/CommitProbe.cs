using System.Collections.Concurrent;

namespace Azure.Messaging.ServiceBus.Store;

/// <summary>
/// Stands beside every COMMIT that changes something, in a test, and may throw: before it, and nothing is written; after it, and the callers
/// are told of a failure although all is written. By directory, because clients are made by the app.
/// </summary>
internal sealed record CommitProbe(Action Before, Action After)
{
    private static readonly ConcurrentDictionary<string, CommitProbe> Placed = new();

    /// <summary>Takes effect when the directory is next opened by a process that has it closed.</summary>
    public static void Place(string directory, CommitProbe probe) => Placed[directory] = probe;

    public static CommitProbe? Find(string directory) => Placed.GetValueOrDefault(directory);
}
