using DurableTask.Core.History;

namespace DurableTask.Sqlite.Instances;

/// <summary>
/// What memory holds of an instance that has something to do, or did lately. Belongs to <see cref="LiveInstances"/>, and changes under its
/// lock; what an episode has taken and begins with is read without it by whoever has the instance locked.
/// </summary>
internal sealed class LiveInstance(long row, string instanceId)
{
    /// <summary>So that a flood of messages does not make one endless episode.</summary>
    private const int LargestEpisode = 1_000;

    /// <summary>Its id in the file. An instance id that is used again has another one.</summary>
    public long Row { get; } = row;

    public string InstanceId { get; } = instanceId;

    public bool IsEntity { get; } = Core.Common.Entities.IsEntityInstance(instanceId);

    /// <summary>Committed and not taken, oldest first.</summary>
    public LinkedList<Arrival> Inbox { get; } = [];

    /// <summary>What the episode in progress has taken.</summary>
    public IReadOnlyList<Arrival> Taken { get; private set; } = [];

    /// <summary>Timers in the file that are not due yet.</summary>
    public HashSet<long> Timers { get; } = [];

    /// <summary>Whether there may be timers of it in the file. Never changes back.</summary>
    public bool HadTimers { get; set; }

    /// <summary>Its start is scheduled: nothing is handed out before that.</summary>
    public bool AwaitsStart { get; set; }

    public bool IsQueued { get; set; }

    public bool IsLocked { get; set; }

    /// <summary>It has ended, or is gone from the file. Never changes back.</summary>
    public bool IsGone { get; set; }

    /// <summary>Episodes given up since the last one that was committed.</summary>
    public int Abandoned { get; set; }

    /// <summary>The committed history, while it is remembered.</summary>
    public IList<HistoryEvent>? History { get; set; }

    /// <summary>Its place among the remembered histories, while it is idle.</summary>
    public LinkedListNode<LiveInstance>? Remembered { get; set; }

    /// <summary>An extended session that waits for the next message.</summary>
    public TaskCompletionSource? Session { get; set; }

    /// <summary>Whether an episode would have something to take.</summary>
    public bool HasWork => Inbox.Count > 0 && !AwaitsStart && !IsGone;

    /// <summary>Whether nothing would be lost if memory forgot it.</summary>
    public bool IsIdle => !IsLocked && !IsQueued && Inbox.Count == 0 && Timers.Count == 0 && History is null;

    /// <summary>An episode takes the oldest of what has arrived.</summary>
    public void Take()
    {
        Taken = [.. Inbox.Take(LargestEpisode)];
        for (var i = 0; i < Taken.Count; i++)
        {
            Inbox.RemoveFirst();
        }
    }

    /// <summary>What the episode has taken is gone from the file.</summary>
    public void DropTaken() => Taken = [];

    /// <summary>The episode was given up.</summary>
    public void PutBack()
    {
        foreach (var arrival in Taken.Reverse())
        {
            Inbox.AddFirst(arrival);
        }

        Taken = [];
    }

    /// <summary>The timers of the execution before are gone from the file, also those that were due.</summary>
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
