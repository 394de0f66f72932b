using Emulators.Sqlite;

namespace DurableTask.Sqlite.Hub;

/// <summary>
/// One change of a task hub: first to the file, in the group's transaction, and once that is committed, to memory. Both on the
/// journal's thread, so memory changes in commit order.
/// </summary>
internal abstract class HubChange<T> : JournalEntry
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    /// <summary>Completes when file and memory are changed, or fails with the error that ended the journal.</summary>
    public Task<T> Done => _done.Task;

    public sealed override void Apply() => _result = Write();

    public sealed override void Committed()
    {
        Publish(_result!);
        _done.TrySetResult(_result!);
    }

    public sealed override void Failed(Exception exception) => _done.TrySetException(exception);

    /// <summary>Changes the file. An exception ends the task hub, so a refused change is a result.</summary>
    protected abstract T Write();

    /// <summary>Changes memory. Quick, and never throws.</summary>
    protected abstract void Publish(T result);
}
