using System.Collections.Concurrent;

namespace Emulators.ServiceBus.Queues;

/// <summary>
/// Runs notifications of what is on disk, in order, on one thread at a time. Large groups run on a pool thread, while the journal continues with the next commit;
/// small ones with no commit waiting run on the journal's own thread, since waking another would take longer than the notifications.
/// </summary>
/// <param name="runTurn">Runs a turn of notifications, so that their writes can be gathered.</param>
internal sealed class Outbox(Action<Action> runTurn) : IThreadPoolWorkItem
{
    private const int LongestTurn = 64;
    private const int Little = 4;

    private readonly ConcurrentQueue<Action> _posted = new();
    private int _isRunning;

    /// <param name="tell">A notification, which must be quick and must not throw.</param>
    public void Post(Action tell) => _posted.Enqueue(tell);

    /// <summary>Sends the notifications of a group that has been posted; called on the journal's thread.</summary>
    /// <param name="count">Entries of the group.</param>
    /// <param name="othersWait">Whether the journal has more to do.</param>
    public void Tell(int count, bool othersWait)
    {
        if (count > Little || othersWait)
        {
            Schedule();
        }
        else if (Interlocked.Exchange(ref _isRunning, 1) == 0)
        {
            Execute();
        }
    }

    public void Execute()
    {
        while (!_posted.IsEmpty)
        {
            runTurn(TellSome);
        }

        Volatile.Write(ref _isRunning, 0);
        // Something may have been posted since the last check.
        if (!_posted.IsEmpty)
        {
            Schedule();
        }
    }

    private void TellSome()
    {
        for (var told = 0; told < LongestTurn && _posted.TryDequeue(out var tell); told++)
        {
            tell();
        }
    }

    private void Schedule()
    {
        if (Interlocked.Exchange(ref _isRunning, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
