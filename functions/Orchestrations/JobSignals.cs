using Microsoft.DurableTask;
using SegFunctions.Contract;
using SegFunctions.Jobs;

namespace SegFunctions.Orchestrations;

/// <summary>
/// The events that a running job, or one of its videos, waits for. An unfinished wait is kept and awaited again: a second one for the same event would
/// consume its payload without anyone reading it.
/// </summary>
internal sealed class JobSignals(TaskOrchestrationContext context) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private Task<InferenceUpdate[]>? _updates;
    private Task<string?>? _cancel;
    private Task<string?>? _turn;
    private readonly List<Task> _steps = [];
    private Task? _timer;
    private Task? _wakeUp;
    private DateTime _timerDue;

    public bool CancelRequested => _cancel is { IsCompleted: true };

    /// <summary>Work that runs alongside the wait and changes the run by itself.</summary>
    public void AddSteps(IEnumerable<Task> steps) => _steps.AddRange(steps);

    /// <summary>Ends the wait at this time, if nothing else has ended it before.</summary>
    public void WakeAt(DateTime time)
    {
        if (_wakeUp is { IsCompleted: false })
        {
            return;
        }

        _wakeUp = context.CreateTimer(time, _ended.Token);
        _steps.Add(_wakeUp);
    }

    /// <summary>Completes when updates, a cancel request or the deadline can be taken, or a step has ended.</summary>
    public Task WaitAsync(DateTime deadline) => Task.WhenAny([.. ListenAnew(), GetTimer(deadline), .. _steps]);

    /// <summary>Completes when updates or a cancel request can be taken, or when a step or one of the other tasks has ended.</summary>
    public Task WaitAsync(IEnumerable<Task> others) => Task.WhenAny([.. ListenAnew(), .. _steps, .. others]);

    /// <summary>Completes when a staged job is notified that its turn may have come, is canceled, or has waited long enough to check by itself.</summary>
    public async Task WaitForTurnAsync(DateTime latest)
    {
        _cancel ??= context.WaitForExternalEvent<string?>(EventNames.Cancel);
        _turn ??= context.WaitForExternalEvent<string?>(EventNames.Turn);
        await Task.WhenAny(_turn, _cancel, GetTimer(latest));
        _turn = _turn.IsCompleted ? null : _turn;
        TakeDeadline();
    }

    public async Task<IReadOnlyList<InferenceUpdate>> TakeUpdatesAsync()
    {
        if (_updates is not { IsCompleted: true })
        {
            return [];
        }

        var arrived = await _updates;
        _updates = null;
        return arrived;
    }

    /// <summary>Returns a deadline that has passed, once; null if none has. An earlier timer may stand in for a later deadline.</summary>
    public DateTime? TakeDeadline()
    {
        if (_timer is not { IsCompleted: true })
        {
            return null;
        }

        _timer = null;
        return _timerDue;
    }

    /// <summary>Cancels the timer, which would keep the instance open.</summary>
    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private IEnumerable<Task> ListenAnew()
    {
        _steps.RemoveAll(step => step.IsCompleted);
        _updates ??= context.WaitForExternalEvent<InferenceUpdate[]>(EventNames.Updates);
        _cancel ??= context.WaitForExternalEvent<string?>(EventNames.Cancel);
        return [_updates, _cancel];
    }

    private Task GetTimer(DateTime due)
    {
        if (_timer is null)
        {
            _timerDue = due;
            _timer = context.CreateTimer(due, _ended.Token);
        }

        return _timer;
    }
}
