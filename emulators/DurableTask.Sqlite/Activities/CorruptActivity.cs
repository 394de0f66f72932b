using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite.Hub;

namespace DurableTask.Sqlite.Activities;

/// <summary>Handles a stored activity that cannot be read: its caller receives a failure.</summary>
internal static class CorruptActivity
{
    public static async Task AnswerAsync(OpenHub hub, QueuedActivity activity, string reason)
    {
        var failure = new FailureDetails(typeof(InvalidDataException).FullName!, reason, null, null, isNonRetriable: true);
        // If the instance no longer exists, the response is dropped, whatever its id.
        var instanceId = hub.Reads.Read(reads => reads.FindInstanceId(activity.Instance)) ?? string.Empty;
        HubLog.CorruptActivity(hub.Log, instanceId, reason);
        await hub.WriteAsync(new ActivityAnswer(hub, activity, new TaskMessage
        {
            OrchestrationInstance = new OrchestrationInstance { InstanceId = instanceId },
            Event = new TaskFailedEvent(-1, activity.Task, reason, null, failure),
        })).ConfigureAwait(false);
    }
}
