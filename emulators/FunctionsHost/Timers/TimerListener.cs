using System.Text.Json;
using Emulators.FunctionsHost.Functions;
using Emulators.FunctionsHost.Rpc.Messages;

namespace Emulators.FunctionsHost.Timers;

/// <summary>Runs one function on its schedule, one run at a time. Runs that fall due meanwhile are skipped.</summary>
/// <param name="store">Null for a schedule that is not monitored.</param>
internal sealed class TimerListener(HostFunction function, TimerSchedule schedule, TimerStatusStore? store, FunctionInvoker invoker, TimeProvider time)
{
    /// <summary>Longer waits are split, because the runtime's timers take at most 49 days.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Returns when <paramref name="stopping"/> is canceled and the current run has ended.</summary>
    /// <param name="givingUp">Canceled when the host no longer waits for the current run.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken givingUp)
    {
        try
        {
            var status = store is null ? null : await LoadAsync(store, stopping);
            var missed = status is not null && status.Next <= Now;
            if (missed || function.Trigger.RunOnStartup)
            {
                status = await FireAsync(missed ? status!.Next : Now, status, missed, givingUp);
            }

            while (true)
            {
                var due = schedule.NextAfter(Now);
                await WaitAsync(due, stopping);
                status = await FireAsync(due, status, isPastDue: false, givingUp);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    /// <summary>Loads the status. The first start counts as an update, and the next run is computed anew because the schedule may have changed since the last one.</summary>
    private async Task<TimerStatus> LoadAsync(TimerStatusStore statuses, CancellationToken cancellationToken)
    {
        var status = await statuses.FindAsync(function.Name, cancellationToken);
        if (status is null)
        {
            status = new TimerStatus(default, schedule.NextAfter(Now), Now);
            await statuses.SaveAsync(function.Name, status, cancellationToken);
        }

        return status with { Next = schedule.NextAfter(status.LastUpdated) };
    }

    private async Task WaitAsync(DateTime due, CancellationToken stopping)
    {
        for (var left = due - Now; left > TimeSpan.Zero; left = due - Now)
        {
            await Task.Delay(left < LongestWait ? left : LongestWait, time, stopping);
        }

        stopping.ThrowIfCancellationRequested();
    }

    /// <returns>The status after the run; null if it is not monitored.</returns>
    private async Task<TimerStatus?> FireAsync(DateTime due, TimerStatus? before, bool isPastDue, CancellationToken givingUp)
    {
        try
        {
            await invoker.InvokeAsync(function, Request(before, isPastDue), givingUp);
        }
        catch (Exception)
        {
            // Whatever a run throws, the next one is due as scheduled; the invoker has logged the exception.
        }

        if (store is null)
        {
            return null;
        }

        var after = new TimerStatus(due, schedule.NextAfter(Now), Now);
        await store.SaveAsync(function.Name, after, CancellationToken.None);
        return after;
    }

    private InvocationRequest Request(TimerStatus? status, bool isPastDue)
    {
        var timer = JsonSerializer.Serialize(new { Schedule = new { AdjustForDST = true }, ScheduleStatus = status, IsPastDue = isPastDue });
        return new InvocationRequest { InputData = { new ParameterBinding { Name = function.Trigger.Name, Data = new TypedData { Json = timer } } } };
    }
}
