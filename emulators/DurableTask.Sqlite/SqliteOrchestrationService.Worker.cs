using DurableTask.Core;
using DurableTask.Sqlite.Activities;
using DurableTask.Sqlite.Deliveries;
using DurableTask.Sqlite.Episodes;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Instances;
using DurableTask.Sqlite.Rewinding;
using DurableTask.Sqlite.Serialization;
using DurableTask.Sqlite.Storage;

namespace DurableTask.Sqlite;

/// <content>Calls for a worker's dispatchers.</content>
public sealed partial class SqliteOrchestrationService
{
    /// <summary>Dispatches orchestrations; entities are dispatched by <see cref="LockNextEntityWorkItemAsync"/>.</summary>
    /// <returns>Null if nothing arrived in time.</returns>
    public Task<TaskOrchestrationWorkItem?> LockNextTaskOrchestrationWorkItemAsync(TimeSpan receiveTimeout, CancellationToken cancellationToken) =>
        LockNextAsync(Hub, Hub.Ready, receiveTimeout, cancellationToken);

    /// <summary>Nothing to do: the work item cannot be dispatched a second time.</summary>
    public Task RenewTaskOrchestrationWorkItemLockAsync(TaskOrchestrationWorkItem workItem) => Task.CompletedTask;

    public Task CompleteTaskOrchestrationWorkItemAsync(
        TaskOrchestrationWorkItem workItem,
        OrchestrationRuntimeState newOrchestrationRuntimeState,
        IList<TaskMessage> outboundMessages,
        IList<TaskMessage> orchestratorMessages,
        IList<TaskMessage> timerMessages,
        TaskMessage? continuedAsNewMessage,
        OrchestrationState? orchestrationState)
    {
        var (hub, instance) = Of(workItem);
        var isNewExecution = ((OrchestrationWorkItem)workItem).GoOnWith(newOrchestrationRuntimeState);
        // Timers of an execution that this episode has replaced would have no receiver.
        var timers = orchestrationState?.OrchestrationStatus.IsTerminal() == true ? [] : timerMessages.Where(message =>
            message.OrchestrationInstance.ExecutionId == newOrchestrationRuntimeState.OrchestrationInstance!.ExecutionId);
        List<IDelivery> deliveries =
        [
            .. outboundMessages.Select(message => new ActivityDelivery(hub, instance.Row, message)),
            .. timers.Select(message => new TimerDelivery(hub, instance, message)),
            .. orchestratorMessages.Select(message => Delivery.Of(hub, message, caller: instance.Row)),
        ];
        if (continuedAsNewMessage is not null)
        {
            deliveries.Add(new MessageDelivery(hub, continuedAsNewMessage));
        }

        if (isNewExecution)
        {
            deliveries.AddRange(RewoundWork.Of(hub, instance, newOrchestrationRuntimeState, orchestratorMessages));
        }

        return hub.WriteAsync(
            new EpisodeCommit(hub, instance, newOrchestrationRuntimeState, isNewExecution, orchestrationState, deliveries));
    }

    public Task AbandonTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        var (hub, instance) = Of(workItem);
        hub.Instances.Abandon(instance);
        return Task.CompletedTask;
    }

    public Task ReleaseTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        var (hub, instance) = Of(workItem);
        hub.Instances.Release(instance);
        return Task.CompletedTask;
    }

    /// <returns>Null if nothing arrived in time.</returns>
    public async Task<TaskActivityWorkItem?> LockNextTaskActivityWorkItem(TimeSpan receiveTimeout, CancellationToken cancellationToken)
    {
        var hub = Hub;
        if (await IsBrokenAsync(hub, receiveTimeout, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        while (await hub.Activities.TakeAsync(receiveTimeout, cancellationToken).ConfigureAwait(false) is { } activity)
        {
            try
            {
                return new ActivityWorkItem(hub, activity, activity.Message ?? hub.Reads.Read(reads => reads.Activity(activity.Id)));
            }
            catch (CorruptRecordException exception)
            {
                await CorruptActivity.AnswerAsync(hub, activity, exception.Message).ConfigureAwait(false);
            }
            catch
            {
                hub.Activities.Abandon(activity);
                throw;
            }
        }

        return null;
    }

    /// <summary>Nothing to do: the work item cannot be dispatched a second time.</summary>
    public Task<TaskActivityWorkItem> RenewTaskActivityWorkItemLockAsync(TaskActivityWorkItem workItem) => Task.FromResult(workItem);

    public Task CompleteTaskActivityWorkItemAsync(TaskActivityWorkItem workItem, TaskMessage responseMessage)
    {
        var item = (ActivityWorkItem)workItem;
        return item.Hub.WriteAsync(new ActivityAnswer(item.Hub, item.Activity, responseMessage));
    }

    public Task AbandonTaskActivityWorkItemAsync(TaskActivityWorkItem workItem)
    {
        var item = (ActivityWorkItem)workItem;
        item.Hub.Activities.Abandon(item.Activity);
        return Task.CompletedTask;
    }

    private static async Task<TaskOrchestrationWorkItem?> LockNextAsync(
        OpenHub hub, ReadyQueue<LiveInstance> ready, TimeSpan timeout, CancellationToken cancellationToken) =>
        await IsBrokenAsync(hub, timeout, cancellationToken).ConfigureAwait(false)
            ? null
            : await new EpisodeSource(hub).TakeAsync(ready, timeout, cancellationToken).ConfigureAwait(false);

    private static (OpenHub Hub, LiveInstance Instance) Of(TaskOrchestrationWorkItem workItem) =>
        workItem is OrchestrationWorkItem item
            ? (item.Hub, item.Instance)
            : throw new ArgumentException("The work item belongs to another provider.", nameof(workItem));

    /// <summary>On a broken hub, waits for the full time, so that dispatchers do not spin until the process ends.</summary>
    private static async Task<bool> IsBrokenAsync(OpenHub hub, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (hub.Broken is null)
        {
            return false;
        }

        await Task.Delay(wait, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return true;
    }
}
