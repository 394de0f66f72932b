namespace Emulators.Sqlite;

/// <summary>One change of the database. All three methods are called on the journal's thread, so they must be quick.</summary>
public abstract class JournalEntry
{
    /// <summary>Runs statements on the journal's connection, within the group's transaction.</summary>
    public abstract void Apply();

    /// <summary>The change is on disk.</summary>
    public abstract void Committed();

    /// <summary>The change was rolled back, or never made.</summary>
    /// <param name="exception">Why.</param>
    public abstract void Failed(Exception exception);
}
