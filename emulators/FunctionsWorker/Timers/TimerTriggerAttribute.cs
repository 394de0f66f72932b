using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function by the clock, in UTC, one run at a time.</summary>
/// <param name="schedule">
/// NCRONTAB with six fields (second minute hour day month day-of-week), or a <see cref="TimeSpan"/> between runs; <c>%setting%</c> is read
/// from the configuration.
/// </param>
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    public string Schedule { get; } = schedule;

    /// <summary>Default: true. The last run is kept on disk, and a run that was missed is made up for once at the start.</summary>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Default: false.</summary>
    public bool RunOnStartup { get; set; }
}
