namespace Microsoft.DurableTask;

/// <summary>How a new orchestration is started.</summary>
public record StartOrchestrationOptions
{
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Version = options.Version;
    }

    /// <summary>Null: a new GUID without dashes.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Null or in the past: at once. Until then the instance is Pending.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Null: the app's default version.</summary>
    public TaskVersion? Version { get; init; }
}
