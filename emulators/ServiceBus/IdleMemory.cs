using Emulators.Sqlite;

namespace Emulators.ServiceBus;

/// <summary>Returns memory to the system when far less is written than before: a heap with few allocations is rarely collected by itself.</summary>
internal sealed class IdleMemory : IDisposable
{
    private const int FarLess = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Journal _journal;
    private readonly ITimer _timer;
    private long _seen;
    private long _busiest;

    public IdleMemory(Journal journal, TimeProvider time)
    {
        _journal = journal;
        _timer = time.CreateTimer(static memory => ((IdleMemory)memory!).Look(), this, Pause, Pause);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var committed = _journal.Committed;
        var written = committed - _seen;
        _seen = committed;
        if (written >= _busiest || written * FarLess > _busiest)
        {
            _busiest = Math.Max(_busiest, written);
            return;
        }

        // Takes some milliseconds, once after each busy period.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _busiest = written;
    }
}
