using DurableTask.Core;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Instances;
using DurableTask.Sqlite.Serialization;

namespace DurableTask.Sqlite.Activities;

/// <summary>
/// An activity has answered: it leaves the queue, and its answer is sent to the instance that called it. The first answer wins.
/// </summary>
internal sealed class ActivityAnswer(OpenHub hub, QueuedActivity activity, TaskMessage answer) : HubChange<long>
{
    private readonly byte[] _body = Records.Write(answer);

    /// <returns>The message's id; 0 if nobody waits for the answer.</returns>
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
