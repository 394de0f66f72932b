using System.Diagnostics;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Emulation.History;
using Microsoft.DurableTask.Emulation.Replay;
using Microsoft.DurableTask.Emulation.Storage;

namespace Microsoft.DurableTask.Emulation.Instances;

/// <summary>Makes an episode durable in one transaction, and sets in motion what the code asked for once it is on disk.</summary>
internal sealed class EpisodeCommitter(
    OpenInstances instances, Journal journal, TimerQueue timers, ActivityDispatcher activities, RunLoader runs)
{
    public void Commit(LiveInstance instance, OrchestrationRun run, DateTimeOffset now, IReadOnlyList<Message> consumed, EpisodeOutcome outcome)
    {
        lock (instance.Gate)
        {
            if (instance.IsEnded)
            {
                return;
            }

            var write = new InstanceWrite(instance, instances, timers, now);
            foreach (var action in outcome.Actions)
            {
                Take(action, instance, write, now);
            }

            Record(instance, now, consumed, outcome, write);
            switch (outcome.End)
            {
                case null:
                    write.Touch(instance.IsSuspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running, outcome.CustomStatus);
                    break;
                case OrchestrationEnd.Completed completed:
                    write.End(OrchestrationRuntimeStatus.Completed, outcome.CustomStatus, completed.Output, failure: null);
                    break;
                case OrchestrationEnd.Failed failed:
                    write.End(OrchestrationRuntimeStatus.Failed, outcome.CustomStatus, failed.Failure.ErrorMessage, failed.Failure);
                    break;
                case OrchestrationEnd.Renewed renewed:
                    Renew(instance, run, renewed, outcome.CustomStatus, write);
                    break;
            }

            journal.Enqueue(write.Apply, write.FollowUp);
        }
    }

    private static void Record(LiveInstance instance, DateTimeOffset now, IReadOnlyList<Message> consumed, EpisodeOutcome outcome, InstanceWrite write)
    {
        var episode = new Episode(now.UtcDateTime, [.. consumed.Select(message => message.Sequence)], outcome.Actions);
        var sequence = instance.NextSequence();
        var body = episode.ToJson();
        write.Add(store => store.Append(instance.Row.Seq, sequence, body));
        instance.Rows.AddRange(episode.Consumed);
        instance.Rows.Add(sequence);
        if (!instance.HasStarted)
        {
            instance.HasStarted = true;
            write.Then(() => instance.Started.TrySetResult());
        }
    }

    private void Take(OrchestrationAction action, LiveInstance instance, InstanceWrite write, DateTimeOffset now)
    {
        var execution = instance.Execution;
        switch (action)
        {
            case ActivityCalled activity:
                write.Then(() => activities.Enqueue(new(instance, execution, activity)));
                break;
            case TimerCreated timer:
                write.Then(() => timers.Add(instance, execution, timer.TaskId, timer.FireAt));
                break;
            case TimerCanceled timer:
                write.Then(() => timers.Remove(instance, timer.TaskId));
                break;
            case SubOrchestrationCalled call:
                Start(call, instance, write, now);
                break;
            case EventSent sent when instances.Find(sent.InstanceId) is { } target:
                write.Send(target, new EventRaised(sent.Name, sent.Payload));
                break;
        }
    }

    private void Start(SubOrchestrationCalled call, LiveInstance parent, InstanceWrite write, DateTimeOffset now)
    {
        var answerTo = new ParentCall(parent.Row.Seq, parent.Row.Id, parent.Row.Name, parent.Execution, call.TaskId);
        ActivityContext.TryParse(parent.Row.Trace, null, out var trace);
        if (!instances.TryAdd(call.InstanceId, call.Name, call.Version, now, startAt: null, answerTo, trace, out var child))
        {
            var exists = InstanceControl.AlreadyExists(call.InstanceId);
            write.Send(parent, new TaskFailed(parent.Execution, call.TaskId, TaskFailureDetails.FromException(exists)));
            return;
        }

        child.Run = runs.Create(child, call.Input);
        write.Add(store => store.Insert(child.Row, call.Input));
        write.Then(() => instances.Wake(child));
    }

    private void Renew(LiveInstance instance, OrchestrationRun run, OrchestrationEnd.Renewed renewed, CustomStatus? customStatus, InstanceWrite write)
    {
        IReadOnlyList<Message> kept = renewed.PreserveEvents ? [.. run.UntakenEvents] : [];
        var deleted = instance.Rows.Except(kept.Select(message => message.Sequence)).ToArray();
        var execution = ++instance.Execution;
        instance.Rows.Clear();
        instance.WantsEpisode = true;
        instance.ReceiveFirst(kept);
        instance.Run = runs.Create(instance, renewed.Input);
        write.Touch(instance.IsSuspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running, customStatus);
        write.Add(store => store.Renew(instance.Row.Seq, execution, renewed.Input, deleted));
        write.Then(() => timers.RemoveAll(instance));
    }
}
