namespace Emulators.Sqlite;

/// <summary>
/// Stands beside every COMMIT, in a test, and may throw: before it, and nothing is written; after it, and the writers are told of a failure
/// although all is written.
/// </summary>
/// <param name="Before">Called with the group's transaction open.</param>
/// <param name="After">Called once the COMMIT has returned.</param>
public sealed record CommitProbe(Action Before, Action After)
{
    /// <summary>Called before a read on a connection of its own, where a database has such; may throw too.</summary>
    public Action Read { get; init; } = static () => { };
}
