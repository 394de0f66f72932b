using DurableTask.Core;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Instances;
using DurableTask.Sqlite.Serialization;

namespace DurableTask.Sqlite.Activities;

/// <summary>
/// Records an activity's response: the activity leaves the queue, and its response is sent to the instance that called it. The first response wins.
/// </summary>
internal sealed class ActivityAnswer(OpenHub hub, QueuedActivity activity, TaskMessage answer) : HubChange<long>
{
    private readonly byte[] _body = Records.Write(answer);

    /// <returns>The message's id; 0 if no instance waits for the response.</returns>
    protected override long Write()
    {
        if (!hub.Statements.Activities.TryDelete(activity.Id))
        {
            return 0;
        }

        var id = hub.Statements.Ids.Next();
        return hub.Statements.Messages.TryInsert(id, activity.Instance, _body) ? id : 0;
    }

    protected override void Publish(long result)
    {
        if (result != 0)
        {
            hub.Instances.Deliver(activity.Instance, answer.OrchestrationInstance.InstanceId, new Arrival(result, Message: answer));
        }
    }
}
