namespace SegFunctions.Inference.Lanes;

/// <summary>
/// One stage of the work. A limited number of items run at a time and a limited number wait, so that stages overlap and none gets far ahead of the next. Items
/// with the same key run one after the other, and back to back if they wait together.
/// </summary>
public sealed class WorkLane : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly LinkedList<IWork> _waiting = new();
    private readonly HashSet<string> _busyKeys = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _places;
    private readonly int _placeCount;
    private int _idle;

    /// <param name="atATime">Items that run at a time.</param>
    /// <param name="capacity">Items that may wait; further callers are held back.</param>
    public WorkLane(int atATime, int capacity)
    {
        (_idle, _placeCount) = (atATime, atATime + capacity);
        _places = new SemaphoreSlim(_placeCount);
    }

    /// <param name="key">Identifies what items may share; null if nothing.</param>
    /// <param name="work">Runs on the lane.</param>
    /// <param name="cancellationToken">Keeps waiting work from starting; running work must check it itself.</param>
    public async Task<T> RunAsync<T>(string? key, Func<T> work, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            var piece = new Work<T>(key, work, cancellationToken);
            Begin(piece);
            return await piece.Result;
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Waits for all submitted work. Nothing may be submitted after this.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var place = 0; place < _placeCount; place++)
        {
            await _places.WaitAsync();
        }

        _places.Dispose();
    }

    private void Begin(IWork piece)
    {
        lock (_lock)
        {
            _waiting.AddLast(piece);
            if (_idle == 0 || TakeNext(null) is not { } next)
            {
                return;
            }

            _idle--;
            _ = Task.Run(() => RunFrom(next));
        }
    }

    private void RunFrom(IWork piece)
    {
        for (var next = piece; next is not null; next = Replace(next))
        {
            next.Run();
        }
    }

    /// <returns>The item to run next; null if no waiting item may start.</returns>
    private IWork? Replace(IWork done)
    {
        lock (_lock)
        {
            if (done.Key is not null)
            {
                _busyKeys.Remove(done.Key);
            }

            var next = TakeNext(done.Key);
            _idle += next is null ? 1 : 0;
            return next;
        }
    }

    // A worker that finishes an item takes the next one with the same key, so no item that waits for a key is ever forgotten.
    private IWork? TakeNext(string? preferredKey)
    {
        var free = _waiting.Where(piece => piece.Key is null || !_busyKeys.Contains(piece.Key)).ToList();
        if ((free.Find(piece => piece.Key is not null && piece.Key == preferredKey) ?? free.FirstOrDefault()) is not { } next)
        {
            return null;
        }

        _waiting.Remove(next);
        if (next.Key is not null)
        {
            _busyKeys.Add(next.Key);
        }

        return next;
    }

    private interface IWork
    {
        string? Key { get; }

        void Run();
    }

    private sealed class Work<T>(string? key, Func<T> work, CancellationToken cancellationToken) : IWork
    {
        private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string? Key => key;

        public Task<T> Result => _source.Task;

        public void Run()
        {
            if (cancellationToken.IsCancellationRequested)
            {
                _source.SetCanceled(cancellationToken);
                return;
            }

            try
            {
                _source.SetResult(work());
            }
            catch (OperationCanceledException exception)
            {
                _source.SetCanceled(exception.CancellationToken);
            }
#pragma warning disable CA1031 // Any exception belongs to the caller, not to the lane.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _source.SetException(exception);
            }
        }
    }
}
