using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Microsoft.DurableTask.Emulation.History;
using Microsoft.DurableTask.Emulation.Storage;
using Microsoft.DurableTask.Emulation.Tracing;

namespace Microsoft.DurableTask.Emulation.Instances;

/// <summary>Every instance that has not ended, the mail for each, and the queue of those with something to do.</summary>
internal sealed class OpenInstances(Journal journal, VersionRules versions)
{
    private readonly ConcurrentDictionary<string, LiveInstance> _byId = new(StringComparer.Ordinal);
    private readonly Channel<LiveInstance> _ready = Channel.CreateUnbounded<LiveInstance>();
    private TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastSeq;

    public ChannelReader<LiveInstance> Ready => _ready.Reader;

    public IEnumerable<LiveInstance> All => _byId.Values;

    /// <summary>Done when another instance has come.</summary>
    public Task Arrival => Volatile.Read(ref _arrival).Task;

    public void ContinueAfter(long seq) => _lastSeq = seq;

    /// <summary>Null when the id is unknown or the instance has ended.</summary>
    public LiveInstance? Find(string id) => _byId.TryGetValue(id, out var instance) && !instance.IsEnded ? instance : null;

    /// <summary>Like <see cref="Find"/>, but with an instance whose end is not on disk yet.</summary>
    public LiveInstance? FindUncommitted(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Takes the id. False when an open instance has it.</summary>
    /// <param name="version">Null for the app's own.</param>
    /// <param name="trace">What the instance's activity belongs to; the default where nothing is traced.</param>
    public bool TryAdd(
        string id,
        string name,
        string? version,
        DateTimeOffset now,
        DateTimeOffset? startAt,
        ParentCall? parent,
        ActivityContext trace,
        [NotNullWhen(true)] out LiveInstance? added)
    {
        added = null;
        var activity = DurableActivities.StartOrchestration(name, id, version ?? versions.Default, trace);
        var row = new InstanceRow(Interlocked.Increment(ref _lastSeq), id, name, now, startAt, parent, version ?? versions.Default, activity?.Id);
        var instance = Create(row, activity);
        instance.IsHeld = startAt > now;
        while (!_byId.TryAdd(id, instance))
        {
            if (Find(id) is not null)
            {
                return false;
            }

            if (_byId.TryGetValue(id, out var ended) && ended.IsEnded && _byId.TryUpdate(id, instance, ended))
            {
                break;
            }
        }

        added = instance;
        Interlocked.Exchange(ref _arrival, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        return true;
    }

    public LiveInstance Recover(InstanceRow row) => _byId[row.Id] = Create(row, activity: null);

    public void Remove(LiveInstance instance) => _byId.TryRemove(KeyValuePair.Create(instance.Row.Id, instance));

    /// <summary>Gives the instance a message: to its history and to its next episode. Dropped when it has ended.</summary>
    public void Deliver(LiveInstance instance, HistoryMessage content) => Deliver(instance, content, journal.Enqueue);

    /// <returns>Done when the message is on disk.</returns>
    public Task DeliverAsync(LiveInstance instance, HistoryMessage content)
    {
        var written = Task.CompletedTask;
        Deliver(instance, content, (apply, _) => written = journal.WriteAsync(apply));
        return written;
    }

    /// <summary>A message whose row another write has made.</summary>
    public void Accept(LiveInstance instance, Message message)
    {
        lock (instance.Gate)
        {
            instance.Receive(message);
            Schedule(instance);
        }
    }

    /// <summary>Calls for an episode, mail or not.</summary>
    public void Wake(LiveInstance instance)
    {
        lock (instance.Gate)
        {
            instance.IsHeld = false;
            instance.WantsEpisode = true;
            Schedule(instance);
        }
    }

    /// <summary>Queues the instance if it may run and has a reason to. Under its gate.</summary>
    public void Schedule(LiveInstance instance)
    {
        if (instance.CanRun && !instance.IsBusy && (instance.HasMail || instance.WantsEpisode))
        {
            instance.IsBusy = true;
            _ready.Writer.TryWrite(instance);
        }
    }

    /// <summary>Nothing will happen to any of them any more.</summary>
    public void Abandon(Exception reason)
    {
        _ready.Writer.TryComplete();
        foreach (var instance in _byId.Values)
        {
            instance.Started.TrySetException(reason);
            instance.Ended.TrySetException(reason);
        }
    }

    private LiveInstance Create(InstanceRow row, Activity? activity) =>
        new(row) { Activity = activity, IsForeign = !versions.FailsOthers && !versions.Takes(row.Version) };

    private void Deliver(LiveInstance instance, HistoryMessage content, Action<Action<InstanceStore>, Action?> write)
    {
        var body = content.ToJson();
        lock (instance.Gate)
        {
            if (instance.IsEnded)
            {
                return;
            }

            // In this order: an episode that reads the message is written after it.
            var sequence = instance.NextSequence();
            write(store => store.Append(instance.Row.Seq, sequence, body), null);
            instance.Receive(new(sequence, content));
            Schedule(instance);
        }
    }
}
