using Microsoft.Azure.Functions.Worker.Emulation.Discovery;
using Microsoft.Azure.Functions.Worker.Emulation.Invocation;

namespace Microsoft.Azure.Functions.Worker.Emulation.Timers;

/// <summary>Runs one function by its schedule, one run at a time. Runs that fall due meanwhile are left out.</summary>
/// <param name="monitor">Null for a schedule that is not monitored.</param>
internal sealed class TimerListener(
    FunctionDescriptor function, TimerSchedule schedule, bool runOnStartup, ScheduleMonitor? monitor, FunctionInvoker invoker, TimeProvider timeProvider)
{
    /// <summary>Timers of the runtime count no further than 49 days.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private DateTime Now => timeProvider.GetUtcNow().UtcDateTime;

    /// <summary>Returns when <paramref name="stopping"/> is canceled and the run under way has ended.</summary>
    /// <param name="givingUp">The host waits no longer for a run under way.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken givingUp)
    {
        try
        {
            var status = monitor is null ? null : await LoadAsync(monitor, stopping);
            var missed = status is not null && status.Next <= Now;
            if (missed || runOnStartup)
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
            // The host stops.
        }
    }

    /// <summary>The first start counts as an update, and a schedule may have changed since the last one.</summary>
    private async Task<ScheduleStatus> LoadAsync(ScheduleMonitor monitor, CancellationToken cancellationToken)
    {
        var status = await monitor.FindAsync(function.Name, cancellationToken);
        if (status is null)
        {
            status = new ScheduleStatus { LastUpdated = Now, Next = schedule.NextAfter(Now) };
            await monitor.SaveAsync(function.Name, status, cancellationToken);
        }

        status.Next = schedule.NextAfter(status.LastUpdated);
        return status;
    }

    private async Task WaitAsync(DateTime due, CancellationToken stopping)
    {
        for (var left = due - Now; left > TimeSpan.Zero; left = due - Now)
        {
            await Task.Delay(left < LongestWait ? left : LongestWait, timeProvider, stopping);
        }

        stopping.ThrowIfCancellationRequested();
    }

    /// <returns>The status after the run, null when it is not monitored.</returns>
    private async Task<ScheduleStatus?> FireAsync(DateTime due, ScheduleStatus? before, bool isPastDue, CancellationToken givingUp)
    {
        try
        {
            await invoker.InvokeAsync(function, new TimerInfo { ScheduleStatus = before, IsPastDue = isPastDue }, givingUp);
        }
        catch (Exception)
        {
            // Whatever a run throws, the next one is due as planned; the invoker has logged it.
        }

        if (monitor is null)
        {
            return null;
        }

        var after = new ScheduleStatus { Last = due, Next = schedule.NextAfter(Now), LastUpdated = Now };
        await monitor.SaveAsync(function.Name, after, CancellationToken.None);
        return after;
    }
}
