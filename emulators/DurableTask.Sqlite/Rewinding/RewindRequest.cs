using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite.Deliveries;
using DurableTask.Sqlite.Hub;

namespace DurableTask.Sqlite.Rewinding;

/// <summary>Asks a failed instance to return to before its failures. The engine rewrites its history in the next episode.</summary>
internal static class RewindRequest
{
    /// <exception cref="ArgumentException">The instance does not exist.</exception>
    /// <exception cref="InvalidOperationException">
    /// The instance has not failed, or some of its calls had no outcome yet when it failed, which it would never receive.
    /// </exception>
    public static MessageDelivery Make(OpenHub hub, string instanceId, string? reason)
    {
        var state = hub.Reads.Read(reads => reads.FindState(instanceId))
            ?? throw new ArgumentException($"There is no orchestration with the instance id '{instanceId}'.", nameof(instanceId));
        if (state.OrchestrationStatus != OrchestrationStatus.Failed)
        {
            throw new InvalidOperationException(
                $"Only a failed orchestration can be rewound, but '{instanceId}' is {state.OrchestrationStatus}.");
        }

        if (OpenCalls.In(hub.Reads.Read(reads => reads.History(instanceId, null))).FirstOrDefault() is { } open)
        {
            throw new InvalidOperationException(
                $"'{instanceId}' cannot be rewound: when it failed, {open.What} had not completed, and a rewound orchestration would never receive its result.");
        }

        return new MessageDelivery(hub, new TaskMessage
        {
            OrchestrationInstance = new OrchestrationInstance { InstanceId = instanceId },
            Event = new ExecutionRewoundEvent(-1, reason),
        });
    }
}
