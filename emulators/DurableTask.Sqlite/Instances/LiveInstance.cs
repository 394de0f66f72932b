using DurableTask.Core.History;

namespace DurableTask.Sqlite.Instances;

/// <summary>
/// The in-memory state of an instance that has work, or had some recently. It belongs to <see cref="LiveInstances"/>, and changes under its
/// lock; the current episode's input is read without it by the thread that has the instance locked.
/// </summary>
internal sealed class LiveInstance(long row, string instanceId)
{
    /// <summary>Maximum number of messages per episode, so that a flood of messages does not make an endless one.</summary>
    private const int LargestEpisode = 1_000;

    /// <summary>The instance's row id. A reused instance id gets a new row.</summary>
    public long Row { get; } = row;

    public string InstanceId { get; } = instanceId;

    public bool IsEntity { get; } = Core.Common.Entities.IsEntityInstance(instanceId);

    /// <summary>Committed messages that no episode has taken, oldest first.</summary>
    public LinkedList<Arrival> Inbox { get; } = [];

    /// <summary>The messages that the current episode has taken.</summary>
    public IReadOnlyList<Arrival> Taken { get; private set; } = [];

    /// <summary>Timers in the file that are not due yet.</summary>
    public HashSet<long> Timers { get; } = [];

    /// <summary>Whether the file may contain timers of the instance. Never changes back.</summary>
    public bool HadTimers { get; set; }

    /// <summary>Whether its start is scheduled: nothing is dispatched before that.</summary>
    public bool AwaitsStart { get; set; }

    public bool IsQueued { get; set; }

    public bool IsLocked { get; set; }

    /// <summary>Whether it has ended, or was deleted from the file. Never changes back.</summary>
    public bool IsGone { get; set; }

    /// <summary>Episodes abandoned since the last one that was committed.</summary>
    public int Abandoned { get; set; }

    /// <summary>The committed history, while it is cached.</summary>
    public IList<HistoryEvent>? History { get; set; }

    /// <summary>Its position among the cached histories, while it is idle.</summary>
    public LinkedListNode<LiveInstance>? Remembered { get; set; }

    /// <summary>An extended session that waits for the next message.</summary>
    public TaskCompletionSource? Session { get; set; }

    /// <summary>Whether an episode would have something to take.</summary>
    public bool HasWork => Inbox.Count > 0 && !AwaitsStart && !IsGone;

    /// <summary>Whether it can be removed from memory without loss.</summary>
    public bool IsIdle => !IsLocked && !IsQueued && Inbox.Count == 0 && Timers.Count == 0 && History is null;

    /// <summary>Takes the oldest arrivals for an episode.</summary>
    public void Take()
    {
        Taken = [.. Inbox.Take(LargestEpisode)];
        for (var i = 0; i < Taken.Count; i++)
        {
            Inbox.RemoveFirst();
        }
    }

    /// <summary>Forgets the taken messages, which are deleted from the file.</summary>
    public void DropTaken() => Taken = [];

    /// <summary>Puts the taken messages back, since the episode was abandoned.</summary>
    public void PutBack()
    {
        foreach (var arrival in Taken.Reverse())
        {
            Inbox.AddFirst(arrival);
        }

        Taken = [];
    }

    /// <summary>Forgets the previous execution's timers, which are deleted from the file, including those that were due.</summary>
    /// <returns>The timers that were not due.</returns>
    public List<long> DropTimers()
    {
        foreach (var due in Inbox.Where(static arrival => arrival.IsTimer).ToList())
        {
            Inbox.Remove(due);
        }

        List<long> timers = [.. Timers];
        Timers.Clear();
        return timers;
    }
}
