using System.Collections.Concurrent;

namespace Microsoft.DurableTask.Emulation.Storage;

/// <summary>Open readers with their statements prepared, as many as were ever needed at once.</summary>
/// <param name="path">Of the database.</param>
/// <param name="probe">Null but in tests.</param>
internal sealed class ReaderPool(string path, CommitProbe? probe) : IDisposable
{
    private readonly ConcurrentBag<InstanceReader> _idle = [];
    private volatile bool _isDisposed;

    public T Read<T>(Func<InstanceReader, T> read)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var reader = _idle.TryTake(out var idle) ? idle : new InstanceReader(path);
        try
        {
            probe?.Read();
            return read(reader);
        }
        finally
        {
            _idle.Add(reader);
            CloseIdleWhenDisposed();
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        CloseIdleWhenDisposed();
    }

    private void CloseIdleWhenDisposed()
    {
        while (_isDisposed && _idle.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }
}
