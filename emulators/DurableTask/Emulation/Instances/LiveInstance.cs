using System.Diagnostics;
using Microsoft.DurableTask.Emulation.History;
using Microsoft.DurableTask.Emulation.Replay;
using Microsoft.DurableTask.Emulation.Storage;

namespace Microsoft.DurableTask.Emulation.Instances;

/// <summary>An open instance in memory: what has come for it and where it stands. The database has the same, or will after the next COMMIT.</summary>
internal sealed class LiveInstance(InstanceRow row)
{
    private List<Message> _inbox = [];
    private List<Action<InstanceStore>> _unwritten = [];
    private long _lastSequence;

    public InstanceRow Row { get; } = row;

    /// <summary>From its creation to its end; null where nothing is traced, and after a restart.</summary>
    public Activity? Activity { get; init; }

    /// <summary>Held to read or change anything below, and never while waiting for anything.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Counted up by ContinueAsNew.</summary>
    public int Execution { get; set; }

    public bool HasStarted { get; set; }

    public bool IsSuspended { get; set; }

    /// <summary>Not begun: its time to start has not come, or its row is not handed to the journal.</summary>
    public bool IsHeld { get; set; }

    /// <summary>In memory; <see cref="Ended"/> tells when the disk knows.</summary>
    public bool IsEnded { get; set; }

    /// <summary>In the queue for an episode, or in one.</summary>
    public bool IsBusy { get; set; }

    /// <summary>To run even without mail: to start, or because its code broke the rules.</summary>
    public bool WantsEpisode { get; set; }

    /// <summary>Of a version that waits for another app.</summary>
    public bool IsForeign { get; init; }

    public bool CanRun => !IsSuspended && !IsHeld && !IsEnded && !IsForeign;

    public bool HasMail => _inbox.Count > 0;

    public bool HasUnwritten => _unwritten.Count > 0;

    /// <summary>Null: to be made from the history.</summary>
    public OrchestrationRun? Run { get; set; }

    /// <summary>The history rows of this execution: episodes and what they consumed.</summary>
    public List<long> Rows { get; } = [];

    /// <summary>By task id. Belongs to the timer queue, under its lock.</summary>
    public Dictionary<int, TimerEntry> Timers { get; } = [];

    /// <summary>Done when its row is on disk.</summary>
    public TaskCompletionSource Created { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the first episode is on disk.</summary>
    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the end is on disk.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The number of the next history row; without the gate.</summary>
    public long NextSequence() => Interlocked.Increment(ref _lastSequence);

    public void ContinueAfter(long sequence) => _lastSequence = sequence;

    /// <summary>Keeps a write for the episode that is about to come, which saves a COMMIT.</summary>
    public void WriteLater(Action<InstanceStore> write) => _unwritten.Add(write);

    /// <summary>What the next write of this instance has to begin with.</summary>
    public List<Action<InstanceStore>> TakeUnwritten()
    {
        var unwritten = _unwritten;
        _unwritten = [];
        return unwritten;
    }

    public void Receive(Message message) => _inbox.Add(message);

    /// <summary>Puts events back that an earlier execution has not used.</summary>
    public void ReceiveFirst(IEnumerable<Message> messages) => _inbox.InsertRange(0, messages);

    public List<Message> TakeMail()
    {
        var mail = _inbox;
        _inbox = [];
        WantsEpisode = false;
        return mail;
    }
}
