namespace Microsoft.DurableTask.Emulation.Replay;

/// <summary>
/// The thread of control of one orchestrator: whichever thread runs the episode, and continuations run on it before the episode ends.
/// A continuation that comes from elsewhere is an intruder: the code awaited something that no replay could repeat.
/// </summary>
internal sealed class OrchestratorThread(Action onIntruder) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _continuations = new();
    private readonly TaskCompletionSource _intruder = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _threadId;

    public bool IsCurrent => Volatile.Read(ref _threadId) == Environment.CurrentManagedThreadId;

    /// <summary>Ends when an intruder was seen.</summary>
    public Task Intruded => _intruder.Task;

    public void Run(Action episode)
    {
        var previous = Current;
        Volatile.Write(ref _threadId, Environment.CurrentManagedThreadId);
        SetSynchronizationContext(this);
        try
        {
            episode();
        }
        finally
        {
            SetSynchronizationContext(previous);
            Volatile.Write(ref _threadId, 0);
        }
    }

    public void RunContinuations()
    {
        while (_continuations.TryDequeue(out var next))
        {
            next.Callback(next.State);
        }
    }

    /// <summary>True on the orchestrator's thread; otherwise the orchestration is doomed.</summary>
    public bool CheckAccess()
    {
        if (IsCurrent)
        {
            return true;
        }

        if (_intruder.TrySetResult())
        {
            onIntruder();
        }

        return false;
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (CheckAccess())
        {
            _continuations.Enqueue((d, state));
        }
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (CheckAccess())
        {
            d(state);
        }
    }
}
