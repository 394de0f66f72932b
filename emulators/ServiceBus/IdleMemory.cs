using Emulators.Sqlite;

namespace Emulators.ServiceBus;

/// <summary>Gives memory back to the system when nothing has been written for a while after much was: a heap that nobody allocates on is never collected by itself.</summary>
internal sealed class IdleMemory : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Journal _journal;
    private readonly ITimer _timer;
    private long _seen;
    private bool _isCollected = true;

    public IdleMemory(Journal journal, TimeProvider time)
    {
        _journal = journal;
        _timer = time.CreateTimer(static memory => ((IdleMemory)memory!).Look(), this, Pause, Pause);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var committed = _journal.Committed;
        if (committed != _seen)
        {
            (_seen, _isCollected) = (committed, false);
        }
        else if (!_isCollected)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            _isCollected = true;
        }
    }
}
