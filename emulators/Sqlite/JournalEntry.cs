namespace Emulators.Sqlite;

/// <summary>One change to the database. All three methods are called on the journal's thread, so they must be fast.</summary>
public abstract class JournalEntry
{
    /// <summary>Runs statements on the journal's connection, within the group's transaction.</summary>
    public abstract void Apply();

    /// <summary>Called when the change is on disk.</summary>
    public abstract void Committed();

    /// <summary>Called when the change was rolled back, or never made.</summary>
    /// <param name="exception">The reason.</param>
    public abstract void Failed(Exception exception);
}
