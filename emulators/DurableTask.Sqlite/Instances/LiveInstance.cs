using DurableTask.Core.History;

namespace DurableTask.Sqlite.Instances;

/// <summary>
/// What memory holds of an instance that has work, or had some lately. Belongs to <see cref="LiveInstances"/>, and changes under its
/// lock; the current episode's input is read without it by the thread that has the instance locked.
/// </summary>
internal sealed class LiveInstance(long row, string instanceId)
{
    /// <summary>Keeps a flood of messages from making one endless episode.</summary>
    private const int LargestEpisode = 1_000;

    /// <summary>Its row id. A reused instance id gets a new one.</summary>
    public long Row { get; } = row;

    public string InstanceId { get; } = instanceId;

    public bool IsEntity { get; } = Core.Common.Entities.IsEntityInstance(instanceId);

    /// <summary>Committed and not taken, oldest first.</summary>
    public LinkedList<Arrival> Inbox { get; } = [];

    /// <summary>What the current episode has taken.</summary>
    public IReadOnlyList<Arrival> Taken { get; private set; } = [];

    /// <summary>Timers in the file that are not due yet.</summary>
    public HashSet<long> Timers { get; } = [];

    /// <summary>Whether the file may hold timers of it. Never changes back.</summary>
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

    /// <summary>Whether memory could drop it without loss.</summary>
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

    /// <summary>What the episode has taken is deleted from the file.</summary>
    public void DropTaken() => Taken = [];

    /// <summary>The episode was abandoned.</summary>
    public void PutBack()
    {
        foreach (var arrival in Taken.Reverse())
        {
            Inbox.AddFirst(arrival);
        }

        Taken = [];
    }

    /// <summary>The previous execution's timers are deleted from the file, including those that were due.</summary>
    /// <returns>Those that were not due.</returns>
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
