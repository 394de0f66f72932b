namespace Microsoft.Azure.Functions.Worker;

/// <summary>Times in UTC.</summary>
public class ScheduleStatus
{
    /// <summary>The last run that was due; <see cref="DateTime.MinValue"/> before the first.</summary>
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}
