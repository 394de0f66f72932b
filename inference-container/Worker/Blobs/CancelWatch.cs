using Azure;

namespace SegFunctions.Worker.Blobs;

/// <summary>A token that is canceled once the job is canceled or deleted.</summary>
internal sealed class CancelWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _source;
    private readonly Task _watching;

    public CancelWatch(Func<CancellationToken, Task<bool>> exists, TimeProvider time, CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Token = _source.Token;
        _watching = WatchAsync(exists, time);
    }

    public CancellationToken Token { get; }

    /// <summary>Whether the token was canceled because the job was canceled or deleted.</summary>
    public bool Found { get; private set; }

    /// <summary>Cancels the token, since the caller has found that the job was canceled or deleted.</summary>
    public Task StopAsync() => _source.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await _source.CancelAsync();
        await _watching;
        _source.Dispose();
    }

    private async Task WatchAsync(Func<CancellationToken, Task<bool>> exists, TimeProvider time)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (!Found)
            {
                await timer.WaitForNextTickAsync(Token);
                Found = await LookAsync(exists);
            }

            await _source.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The attempt ended, or the worker stops.
        }
    }

    private async Task<bool> LookAsync(Func<CancellationToken, Task<bool>> exists)
    {
        try
        {
            return await exists(Token);
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException)
        {
            // If storage is unavailable, the attempt's own reads and writes fail; the next check may succeed.
            return false;
        }
    }
}
