namespace SegFunctions.Local.Stack;

/// <summary>Keeps one process of the stack running: if it exits by itself it is restarted, after a pause that doubles while it keeps failing.</summary>
/// <param name="plan">What to run.</param>
/// <param name="log">Where its output is written.</param>
/// <param name="onExit">Called for every unexpected exit, with the pause that follows.</param>
/// <param name="time">For the pauses.</param>
internal sealed class SupervisedChild(ChildPlan plan, LogFile log, Action<ChildExit> onExit, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private ChildProcess? _process;
    private Task _supervision = Task.CompletedTask;

    public string Name => plan.Name;

    public LogFile Log => log;

    /// <summary>Process id of the current run, or of the last one; null before the first.</summary>
    public int? ProcessId
    {
        get
        {
            lock (_lock)
            {
                return _process?.Id;
            }
        }
    }

    public void Start()
    {
        log.Open();
        _supervision = SuperviseAsync();
    }

    /// <param name="patience">How long the process may take to stop by itself.</param>
    public async Task StopAsync(TimeSpan patience)
    {
        ChildProcess? running;
        lock (_lock)
        {
            _stopping.Cancel();
            running = _process;
        }

        await (running?.StopAsync(patience, time) ?? Task.CompletedTask);
        await _supervision;
    }

    public void Dispose()
    {
        _process?.Dispose();
        _stopping.Dispose();
    }

    private async Task SuperviseAsync()
    {
        var pause = FirstPause;
        while (TryStart() is { } process)
        {
            var started = time.GetTimestamp();
            await process.WaitAsync(CancellationToken.None);
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            pause = time.GetElapsedTime(started) > Steady ? FirstPause : pause;
            onExit(new ChildExit(plan.Name, process.ExitCode, pause));
            await Task.Delay(pause, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private ChildProcess? TryStart()
    {
        lock (_lock)
        {
            if (_stopping.IsCancellationRequested)
            {
                return null;
            }

            _process?.Dispose();
            return _process = ChildProcess.Start(plan, log.Path);
        }
    }
}

/// <summary>An unexpected exit of a process of the stack.</summary>
/// <param name="Name">The name in its plan.</param>
/// <param name="ExitCode">128 plus the signal's number if a signal killed it.</param>
/// <param name="Pause">Time until it is restarted.</param>
internal sealed record ChildExit(string Name, int ExitCode, TimeSpan Pause);
