using Emulators.Sqlite;

namespace Emulators.ServiceBus.Queues;

/// <summary>A change to the file that a caller awaits. The caller continues in the outbox's turn.</summary>
internal sealed class WriteEntry(Action apply, Outbox outbox) : JournalEntry
{
    private readonly TaskCompletionSource _written = new();

    public Task Task => _written.Task;

    public override void Apply() => apply();

    public override void Committed() => outbox.Post(_written.SetResult);

    /// <summary>Fails the caller at once, since a journal that has ended sends no more notifications.</summary>
    public override void Failed(Exception exception) => _written.SetException(exception);
}
