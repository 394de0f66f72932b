using DurableTask.Core;
using DurableTask.Sqlite.Instances;

namespace DurableTask.Sqlite.Episodes;

/// <summary>An instance handed out for an episode. Nobody else can have it, so its lock has no end.</summary>
internal sealed class OrchestrationWorkItem : TaskOrchestrationWorkItem
{
    public OrchestrationWorkItem(LiveInstance instance)
    {
        Instance = instance;
        InstanceId = instance.InstanceId;
        LockedUntilUtc = DateTime.MaxValue;
    }

    public LiveInstance Instance { get; }
}
