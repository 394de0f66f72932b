using DurableTask.Core;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Instances;

namespace DurableTask.Sqlite.Episodes;

/// <summary>An instance handed out for an episode. Nobody else can have it, so its lock has no end.</summary>
internal sealed class OrchestrationWorkItem : TaskOrchestrationWorkItem
{
    private OrchestrationRuntimeState _execution;

    public OrchestrationWorkItem(OpenHub hub, LiveInstance instance, OrchestrationRuntimeState execution)
    {
        _execution = OrchestrationRuntimeState = execution;
        Hub = hub;
        Instance = instance;
        InstanceId = instance.InstanceId;
        LockedUntilUtc = DateTime.MaxValue;
    }

    /// <summary>Where it comes from: the provider may have opened another since.</summary>
    public OpenHub Hub { get; }

    public LiveInstance Instance { get; }

    /// <returns>
    /// Whether an episode's end is another execution than its beginning. Not told by <see cref="TaskOrchestrationWorkItem.OrchestrationRuntimeState"/>, which the
    /// dispatcher of Microsoft's test host replaces before it hands in the end.
    /// </returns>
    public bool GoOnWith(OrchestrationRuntimeState execution)
    {
        var isAnother = !ReferenceEquals(execution, _execution);
        _execution = execution;
        return isAnother;
    }
}
