using System.Collections.Concurrent;
using Emulators.Sqlite;

namespace DurableTask.Sqlite.Storage;

/// <summary>
/// Connections that read in parallel with the journal, opened on demand and kept. Each read sees what was committed before it. Thread-safe.
/// </summary>
/// <param name="probe">Null outside tests.</param>
internal sealed class ReadConnections(Database database, CommitProbe? probe) : IDisposable
{
    private readonly ConcurrentBag<ReadStatements> _idle = [];
    private volatile bool _isDisposed;

    public T Read<T>(Func<ReadStatements, T> read)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        probe?.Read();
        if (!_idle.TryTake(out var statements))
        {
            statements = new ReadStatements(database.Connect());
        }

        try
        {
            return read(statements);
        }
        finally
        {
            _idle.Add(statements);
            if (_isDisposed)
            {
                Empty();
            }
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        Empty();
    }

    private void Empty()
    {
        while (_idle.TryTake(out var statements))
        {
            statements.Dispose();
        }
    }
}
