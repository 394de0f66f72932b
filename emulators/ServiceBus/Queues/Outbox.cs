using System.Collections.Concurrent;

namespace Emulators.ServiceBus.Queues;

/// <summary>
/// Tells of what is on the disk, in order, on one thread of the pool at a time: the journal goes on with the next commit meanwhile, and a group of sixty answers
/// costs one change of threads instead of sixty.
/// </summary>
/// <param name="runTurn">Runs a turn of telling, so that what it writes can be gathered.</param>
internal sealed class Outbox(Action<Action> runTurn) : IThreadPoolWorkItem
{
    private const int LongestTurn = 64;

    private readonly ConcurrentQueue<Action> _posted = new();
    private int _isRunning;

    /// <param name="tell">Quick, and does not throw.</param>
    public void Post(Action tell)
    {
        _posted.Enqueue(tell);
        Schedule();
    }

    public void Execute()
    {
        while (!_posted.IsEmpty)
        {
            runTurn(TellSome);
        }

        Volatile.Write(ref _isRunning, 0);
        // Something may have been posted since the last look.
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
