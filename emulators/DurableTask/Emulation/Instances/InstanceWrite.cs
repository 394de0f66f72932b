using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Emulation.History;
using Microsoft.DurableTask.Emulation.Replay;
using Microsoft.DurableTask.Emulation.Storage;
using Microsoft.DurableTask.Emulation.Tracing;

namespace Microsoft.DurableTask.Emulation.Instances;

/// <summary>One transaction of one instance, in the making: its writes, and what follows once they are on disk. Made under its gate.</summary>
internal sealed class InstanceWrite(LiveInstance instance, OpenInstances instances, TimerQueue timers, DateTimeOffset now)
{
    private readonly List<Action<InstanceStore>> _writes = instance.TakeUnwritten();
    private readonly List<Action> _followUps = [() => instance.Created.TrySetResult()];

    public void Apply(InstanceStore store) => _writes.ForEach(write => write(store));

    public void FollowUp() => _followUps.ForEach(followUp => followUp());

    public void Add(Action<InstanceStore> write) => _writes.Add(write);

    public void Then(Action followUp) => _followUps.Add(followUp);

    public void Touch(OrchestrationRuntimeStatus status, CustomStatus? customStatus)
    {
        if (customStatus is null)
        {
            Add(store => store.Touch(instance.Row.Seq, status, now));
        }
        else
        {
            Add(store => store.Touch(instance.Row.Seq, status, now, customStatus.Json));
        }
    }

    public void Send(LiveInstance target, HistoryMessage content)
    {
        var message = new Message(target.NextSequence(), content);
        var body = content.ToJson();
        Add(store => store.Append(target.Row.Seq, message.Sequence, body));
        Then(() => instances.Accept(target, message));
    }

    /// <summary>Ends the instance and answers its parent. Under the instance's gate.</summary>
    /// <param name="failure">Null when it completed.</param>
    public void End(OrchestrationRuntimeStatus status, CustomStatus? customStatus, string? output, TaskFailureDetails? failure)
    {
        instance.IsEnded = true;
        instance.Run = null;
        instance.TakeMail();
        Touch(status, customStatus);
        var failureJson = failure is null ? null : System.Text.Json.JsonSerializer.Serialize(failure, HistoryJson.Default.TaskFailureDetails);
        if (output is not null || failureJson is not null)
        {
            Add(store => store.SetOutput(instance.Row.Seq, output, status == OrchestrationRuntimeStatus.Failed ? failureJson : null));
        }

        if (instance.Row.Parent is { } call && instances.Find(call.InstanceId) is { } parent && parent.Row.Seq == call.InstanceSeq)
        {
            Send(parent, failure is null ? new TaskCompleted(call.Execution, call.TaskId, output) : new TaskFailed(call.Execution, call.TaskId, failure));
        }

        Then(() =>
        {
            DurableActivities.StopOrchestration(instance.Activity, status.ToString(), failure);
            timers.RemoveAll(instance);
            instances.Remove(instance);
            instance.Started.TrySetResult();
            instance.Ended.TrySetResult();
        });
    }
}
