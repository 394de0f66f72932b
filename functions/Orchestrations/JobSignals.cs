using Microsoft.DurableTask;
using SegFunctions.Contract;

namespace SegFunctions.Orchestrations;

/// <summary>
/// What a running job waits for. A wait that has not ended is kept and waited for again: a second one for the same event would
/// swallow the payload that nobody then reads.
/// </summary>
internal sealed class JobSignals(TaskOrchestrationContext context) : IDisposable
{
    private readonly CancellationTokenSource ended = new();
    private Task<InferenceUpdate[]>? updates;
    private Task<string?>? cancel;
    private Task? timer;
    private DateTime timerDue;

    public bool CancelRequested => cancel is { IsCompleted: true };

    /// <summary>Ends when updates, a cancel request or the deadline are there to be taken.</summary>
    public Task WaitAsync(DateTime deadline)
    {
        updates ??= context.WaitForExternalEvent<InferenceUpdate[]>(EventNames.Updates);
        cancel ??= context.WaitForExternalEvent<string?>(EventNames.Cancel);
        if (timer is null)
        {
            timerDue = deadline;
            timer = context.CreateTimer(deadline, ended.Token);
        }

        return Task.WhenAny(updates, cancel, timer);
    }

    public async Task<IReadOnlyList<InferenceUpdate>> TakeUpdatesAsync()
    {
        if (updates is not { IsCompleted: true })
        {
            return [];
        }

        var arrived = await updates;
        updates = null;
        return arrived;
    }

    /// <summary>The deadline that has come, once; null while none has. An earlier timer may stand in for a later deadline.</summary>
    public DateTime? TakeDeadline()
    {
        if (timer is not { IsCompleted: true })
        {
            return null;
        }

        timer = null;
        return timerDue;
    }

    /// <summary>Takes back the timer, which would keep the instance open.</summary>
    public void Dispose()
    {
        ended.Cancel();
        ended.Dispose();
    }
}
