using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Sqlite.Deliveries;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Instances;
using DurableTask.Sqlite.Serialization;
using DurableTask.Sqlite.Storage;

namespace DurableTask.Sqlite.Episodes;

/// <summary>
/// An episode's whole outcome: its events, the instance's state, the messages that it has consumed and those that it sends. It is written only if the instance is still
/// the one that was dispatched and has not ended meanwhile.
/// </summary>
/// <param name="hub">The instance's hub.</param>
/// <param name="instance">The dispatched instance.</param>
/// <param name="execution">The execution at the end of the episode.</param>
/// <param name="isNewExecution">Whether it differs from the execution at the beginning, whose history it replaces.</param>
/// <param name="state">Null if the engine refused all messages: they are dropped.</param>
/// <param name="deliveries">What the episode sends.</param>
internal sealed class EpisodeCommit(
    OpenHub hub,
    LiveInstance instance,
    OrchestrationRuntimeState execution,
    bool isNewExecution,
    OrchestrationState? state,
    IReadOnlyList<IDelivery> deliveries) : HubChange<bool>
{
    private readonly IReadOnlyList<Arrival> _taken = instance.Taken;
    private readonly IList<HistoryEvent> _history = execution.Events;
    private readonly byte[] _events = Records.Write(isNewExecution ? execution.Events : execution.NewEvents);
    // An entity has a new execution after each episode, and its timers are signals to it.
    private readonly bool _dropsTimers =
        instance.HadTimers && !instance.IsEntity && (isNewExecution || state?.OrchestrationStatus.IsTerminal() == true);

    private readonly bool _isTerminal = state?.OrchestrationStatus.IsTerminal() == true;

    /// <returns>False if the instance has been ended or replaced meanwhile.</returns>
    protected override bool Write()
    {
        if (state is null)
        {
            DropTaken();
            return true;
        }

        if (!WriteState(state))
        {
            return false;
        }

        if (isNewExecution)
        {
            hub.Statements.History.Delete(instance.Row);
        }

        if (_dropsTimers)
        {
            hub.Statements.Messages.DeleteTimers(instance.Row);
        }

        hub.Statements.History.Insert(hub.Statements.Ids.Next(), instance.Row, _events);
        if (_isTerminal)
        {
            hub.Statements.Messages.DeleteUpTo(instance.Row, long.MaxValue);
        }
        else
        {
            DropTaken();
        }

        foreach (var delivery in deliveries)
        {
            delivery.Write();
        }

        return true;
    }

    protected override void Publish(bool result)
    {
        if (!result)
        {
            HubLog.LostEpisode(hub.Log, instance.InstanceId);
            return;
        }

        if (_isTerminal)
        {
            hub.Instances.Remove(instance.Row);
            hub.Waiters.Complete(instance.InstanceId, state);
        }
        else
        {
            hub.Instances.Commit(instance, state is null ? null : _history, _dropsTimers);
        }

        foreach (var delivery in deliveries)
        {
            delivery.Publish();
        }
    }

    private bool WriteState(OrchestrationState present)
    {
        if (isNewExecution)
        {
            return hub.Statements.Instances.Restart(instance.Row, present);
        }

        return _isTerminal
            ? hub.Statements.Instances.End(instance.Row, present)
            : hub.Statements.Instances.Advance(instance.Row, present);
    }

    private void DropTaken()
    {
        var last = 0L;
        foreach (var arrival in _taken)
        {
            if (arrival.IsTimer)
            {
                hub.Statements.Messages.DeleteTimer(arrival.Id);
            }
            else
            {
                last = arrival.Id;
            }
        }

        if (last > 0)
        {
            hub.Statements.Messages.DeleteUpTo(instance.Row, last);
        }
    }
}
