using DurableTask.Core;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Instances;

namespace DurableTask.Sqlite.Episodes;

/// <summary>An instance dispatched for an episode. It cannot be dispatched a second time, so its lock does not expire.</summary>
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

    /// <summary>The hub that it comes from: the provider may have opened another since.</summary>
    public OpenHub Hub { get; }

    public LiveInstance Instance { get; }

    /// <returns>
    /// Whether an episode ends with a different execution than it began with. <see cref="TaskOrchestrationWorkItem.OrchestrationRuntimeState"/> does not tell, since
    /// the dispatcher of Microsoft's test host replaces it before it submits the end.
    /// </returns>
    public bool GoOnWith(OrchestrationRuntimeState execution)
    {
        var isAnother = !ReferenceEquals(execution, _execution);
        _execution = execution;
        return isAnother;
    }
}
