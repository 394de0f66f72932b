using DurableTask.Core;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Instances;

namespace DurableTask.Sqlite.Episodes;

/// <summary>An instance handed out for an episode. Nobody else can have it, so its lock has no end.</summary>
internal sealed class OrchestrationWorkItem : TaskOrchestrationWorkItem
{
    public OrchestrationWorkItem(OpenHub hub, LiveInstance instance)
    {
        Hub = hub;
        Instance = instance;
        InstanceId = instance.InstanceId;
        LockedUntilUtc = DateTime.MaxValue;
    }

    /// <summary>Where it comes from: the provider may have opened another since.</summary>
    public OpenHub Hub { get; }

    public LiveInstance Instance { get; }
}
