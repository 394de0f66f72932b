namespace Emulators.Sqlite;

/// <summary>
/// Called around every COMMIT, in tests only. Either action may throw: if <see cref="Before"/> does, nothing is written; if <see cref="After"/> does, the writers
/// are told of a failure although everything is written.
/// </summary>
/// <param name="Before">Called with the group's transaction open.</param>
/// <param name="After">Called once the COMMIT has returned.</param>
public sealed record CommitProbe(Action Before, Action After)
{
    /// <summary>Called before a read on a separate connection, if a database has one; may throw too.</summary>
    public Action Read { get; init; } = static () => { };
}
