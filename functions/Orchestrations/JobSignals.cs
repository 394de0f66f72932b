using Microsoft.DurableTask;
using SegFunctions.Contract;

namespace SegFunctions.Orchestrations;

/// <summary>
/// What a running job waits for. A wait that has not ended is kept and waited for again: a second one for the same event would
/// swallow the payload that nobody then reads.
/// </summary>
internal sealed class JobSignals(TaskOrchestrationContext context) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private Task<InferenceUpdate[]>? _updates;
    private Task<string?>? _cancel;
    private Task? _timer;
    private DateTime _timerDue;

    public bool CancelRequested => _cancel is { IsCompleted: true };

    /// <summary>Ends when updates, a cancel request or the deadline are there to be taken.</summary>
    public Task WaitAsync(DateTime deadline)
    {
        _updates ??= context.WaitForExternalEvent<InferenceUpdate[]>(EventNames.Updates);
        _cancel ??= context.WaitForExternalEvent<string?>(EventNames.Cancel);
        if (_timer is null)
        {
            _timerDue = deadline;
            _timer = context.CreateTimer(deadline, _ended.Token);
        }

        return Task.WhenAny(_updates, _cancel, _timer);
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

    /// <summary>The deadline that has come, once; null while none has. An earlier timer may stand in for a later deadline.</summary>
    public DateTime? TakeDeadline()
    {
        if (_timer is not { IsCompleted: true })
        {
            return null;
        }

        _timer = null;
        return _timerDue;
    }

    /// <summary>Takes back the timer, which would keep the instance open.</summary>
    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }
}
