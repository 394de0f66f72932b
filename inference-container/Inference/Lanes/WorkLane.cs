using System.Threading.Channels;

namespace SegFunctions.Inference.Lanes;

/// <summary>
/// One stage of the work: a bounded channel of what waits for it and a few consumers, so that stages overlap and none runs ahead of the next.
/// What waits for one key is done together.
/// </summary>
public sealed class WorkLane : IAsyncDisposable
{
    private readonly Channel<IWork> _waiting;
    private readonly Task[] _consumers;
    private readonly int _capacity;

    /// <param name="consumers">Pieces of work done at a time.</param>
    /// <param name="capacity">Pieces of work that may wait; who brings more is held back.</param>
    public WorkLane(int consumers, int capacity)
    {
        _capacity = capacity;
        _waiting = Channel.CreateBounded<IWork>(capacity);
        _consumers = [.. Enumerable.Range(0, consumers).Select(_ => Task.Run(ConsumeAsync))];
    }

    /// <param name="key">Of what may be shared with other pieces of work; null for none.</param>
    /// <param name="work">Runs on the lane.</param>
    /// <param name="cancellationToken">Takes work that waits out of the lane; work that has begun looks at it itself.</param>
    public async Task<T> RunAsync<T>(string? key, Func<T> work, CancellationToken cancellationToken)
    {
        var piece = new Work<T>(key, work, cancellationToken);
        await _waiting.Writer.WriteAsync(piece, cancellationToken);
        return await piece.Result;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.Complete();
        await Task.WhenAll(_consumers);
    }

    private async Task ConsumeAsync()
    {
        var taken = new List<IWork>();
        string? lastKey = null;
        while (taken.Count > 0 || await _waiting.Reader.WaitToReadAsync())
        {
            while (taken.Count < _capacity && _waiting.Reader.TryRead(out var piece))
            {
                taken.Add(piece);
            }

            if ((taken.Find(piece => piece.Key is not null && piece.Key == lastKey) ?? taken.FirstOrDefault()) is { } next)
            {
                taken.Remove(next);
                lastKey = next.Key;
                next.Run();
            }
        }
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
#pragma warning disable CA1031 // Whatever it was, it belongs to the caller and not to the lane.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _source.SetException(exception);
            }
        }
    }
}
