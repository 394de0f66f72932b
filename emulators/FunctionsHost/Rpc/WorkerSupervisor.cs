using Microsoft.Extensions.Logging;

namespace Emulators.FunctionsHost.Rpc;

/// <summary>Keeps one worker running: a lost worker is replaced at once; one that cannot start is retried at growing intervals.</summary>
internal sealed partial class WorkerSupervisor(WorkerStarter starter, TimeProvider time, ILogger<WorkerSupervisor> logger) : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan UntilNoticed = TimeSpan.FromMilliseconds(5);
    private readonly CancellationTokenSource _stopping = new();
    private TaskCompletionSource<Worker> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;

    /// <summary>The number of workers that have been ready so far.</summary>
    public int Generation { get; private set; }

    /// <returns>The first worker.</returns>
    /// <exception cref="Settings.HostStartException">The app cannot start.</exception>
    public async Task<Worker> StartAsync(CancellationToken cancellationToken)
    {
        var worker = await starter.StartAsync(cancellationToken);
        Announce(worker);
        _running = Task.Run(() => KeepAsync(worker), CancellationToken.None);
        return worker;
    }

    /// <summary>The current worker, or the next one while there is none.</summary>
    public async Task<Worker> GetAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var worker = await Volatile.Read(ref _ready).Task.WaitAsync(cancellationToken);
            if (!worker.Lost.IsCompleted)
            {
                return worker;
            }

            // The worker is lost, and the loop that replaces it is about to notice.
            await Task.Delay(UntilNoticed, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Shuts the worker down in an orderly way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _ready.TrySetCanceled();
        _stopping.Dispose();
    }

    private async Task KeepAsync(Worker worker)
    {
        while (true)
        {
            await Task.WhenAny(worker.Lost, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stopping.Token));
            if (_stopping.IsCancellationRequested)
            {
                await worker.DisposeAsync();
                return;
            }

            LogLost();
            Volatile.Write(ref _ready, new TaskCompletionSource<Worker>(TaskCreationOptions.RunContinuationsAsynchronously));
            worker.Kill();
            if (await ReplaceAsync() is not { } next)
            {
                return;
            }

            Announce(next);
            await worker.DisposeAsync();
            worker = next;
        }
    }

    private async Task<Worker?> ReplaceAsync()
    {
        for (var pause = FirstPause; !_stopping.IsCancellationRequested; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await starter.StartAsync(_stopping.Token);
            }
            catch (Exception error)
            {
                // The obstacle may pass; requests wait meanwhile.
                LogNoStart(error.Message);
                await Task.Delay(pause, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return null;
    }

    private void Announce(Worker worker)
    {
        Generation++;
        _ready.TrySetResult(worker);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "The worker process has ended. Its work is abandoned; another one is starting")]
    private partial void LogLost();

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "No worker process can be started: {Reason}")]
    private partial void LogNoStart(string reason);
}
