namespace Microsoft.DurableTask.Emulation.Storage;

/// <summary>One write: all of it or nothing is in the database.</summary>
/// <param name="Apply">Runs on the journal's thread, inside a transaction that it shares with its neighbours.</param>
/// <param name="Committed">Runs on the journal's thread after COMMIT, so it must be short.</param>
/// <param name="Failed">Runs when the write is lost.</param>
internal sealed record JournalEntry(Action<InstanceStore> Apply, Action? Committed, Action<Exception>? Failed);
