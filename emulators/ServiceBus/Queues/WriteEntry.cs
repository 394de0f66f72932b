using Emulators.Sqlite;

namespace Emulators.ServiceBus.Queues;

/// <summary>A change of the file that somebody waits for. Who waits goes on in the outbox's turn.</summary>
internal sealed class WriteEntry(Action apply, Outbox outbox) : JournalEntry
{
    private readonly TaskCompletionSource _written = new();

    public Task Task => _written.Task;

    public override void Apply() => apply();

    public override void Committed() => outbox.Post(_written.SetResult);

    /// <summary>A journal that has ended tells nobody any more, so who waits hears of it here and now.</summary>
    public override void Failed(Exception exception) => _written.SetException(exception);
}
