using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsHost.SampleApp.Timers;

/// <summary>Records each run: <c>past due|last|next</c>.</summary>
public sealed class TimerFunctions(Notes notes)
{
    [Function("Nightly")]
    public void Nightly([TimerTrigger("%NightlySchedule%")] TimerInfo timer) => Write("nightly", timer);

    [Function("Span")]
    public void Span([TimerTrigger("1.00:00:00", UseMonitor = false)] TimerInfo timer) => Write("span", timer);

    [Function("AtStart")]
    public void AtStart([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true, UseMonitor = false)] TimerInfo timer) => Write("at-start", timer);

    private void Write(string topic, TimerInfo timer) => notes.Write(topic, string.Join('|',
        timer.IsPastDue, timer.ScheduleStatus?.Last.ToString("s", CultureInfo.InvariantCulture), timer.ScheduleStatus?.Next.ToString("s", CultureInfo.InvariantCulture)));
}
