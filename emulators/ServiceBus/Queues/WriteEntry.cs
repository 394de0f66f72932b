using Emulators.Sqlite;

namespace Emulators.ServiceBus.Queues;

/// <summary>A change of the file that somebody awaits. The awaiter continues in the outbox's turn.</summary>
internal sealed class WriteEntry(Action apply, Outbox outbox) : JournalEntry
{
    private readonly TaskCompletionSource _written = new();

    public Task Task => _written.Task;

    public override void Apply() => apply();

    public override void Committed() => outbox.Post(_written.SetResult);

    /// <summary>A journal that has ended notifies nobody any more, so the awaiter fails here and now.</summary>
    public override void Failed(Exception exception) => _written.SetException(exception);
}
