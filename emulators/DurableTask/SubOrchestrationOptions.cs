namespace Microsoft.DurableTask;

/// <summary>How one sub-orchestration is called: the options of any call, and the new instance's id.</summary>
public record SubOrchestrationOptions : TaskOptions
{
    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry) => InstanceId = instanceId;

    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options)
    {
        InstanceId = instanceId ?? (options as SubOrchestrationOptions)?.InstanceId;
        Version = (options as SubOrchestrationOptions)?.Version;
    }

    public SubOrchestrationOptions(SubOrchestrationOptions options)
        : base(options)
    {
        InstanceId = options.InstanceId;
        Version = options.Version;
    }

    /// <summary>Null: an id made of the parent's, the same on every replay.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Null: the app's default version.</summary>
    public TaskVersion? Version { get; init; }
}
