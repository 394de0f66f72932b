using Emulators.Sqlite;

namespace DurableTask.Sqlite.Hub;

/// <summary>
/// One change of a task hub: first of the file, in the group's transaction, and once that is committed, of the memory. Both on the
/// journal's thread, so memory changes in the order of commits.
/// </summary>
internal abstract class HubChange<T> : JournalEntry
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    /// <summary>Ends when file and memory are changed, or fails with why the journal has ended.</summary>
    public Task<T> Done => _done.Task;

    public sealed override void Apply() => _result = Write();

    public sealed override void Committed()
    {
        Publish(_result!);
        _done.TrySetResult(_result!);
    }

    public sealed override void Failed(Exception exception) => _done.TrySetException(exception);

    /// <summary>Changes the file. What it throws ends the task hub, so a change that is refused is a result.</summary>
    protected abstract T Write();

    /// <summary>Changes the memory. Quick, and never throws.</summary>
    protected abstract void Publish(T result);
}
