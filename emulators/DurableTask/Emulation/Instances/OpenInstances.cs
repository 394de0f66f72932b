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
    private volatile bool _isClosed;

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
        instance.IsHeld = true;
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

    /// <summary>Starts a new instance now. Its row goes to disk with its first episode.</summary>
    /// <returns>False when it may not run now, so that its row has to be written by itself.</returns>
    public bool TryBegin(LiveInstance instance, Action<InstanceStore> insert)
    {
        lock (instance.Gate)
        {
            if (_isClosed || instance.IsForeign || instance.Row.StartAt > instance.Row.CreatedAt)
            {
                return false;
            }

            instance.WriteLater(insert);
            Wake(instance);
            return true;
        }
    }

    /// <summary>
    /// Gives the instance an answer: to its history and to its next episode. Dropped when it has ended. An answer that is lost with this
    /// process is made again, so one that an episode is about to read waits for that episode's write.
    /// </summary>
    public void Deliver(LiveInstance instance, HistoryMessage content) => Deliver(instance, content, write =>
    {
        if (instance.CanRun && !_isClosed)
        {
            instance.WriteLater(write);
        }
        else
        {
            journal.Enqueue(write);
        }
    });

    /// <returns>Done when the message is on disk.</returns>
    public Task DeliverAsync(LiveInstance instance, HistoryMessage content)
    {
        var written = Task.CompletedTask;
        Deliver(instance, content, write =>
        {
            instance.WriteLater(write);
            written = WriteOutAsync(instance);
        });
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

    /// <summary>No episode will come any more: what waits for one goes to the journal by itself.</summary>
    public void Close()
    {
        _isClosed = true;
        foreach (var instance in _byId.Values)
        {
            lock (instance.Gate)
            {
                if (instance.HasUnwritten)
                {
                    _ = WriteOutAsync(instance);
                }
            }
        }
    }

    /// <summary>Nothing will happen to any of them any more.</summary>
    public void Abandon(Exception reason)
    {
        _isClosed = true;
        _ready.Writer.TryComplete();
        foreach (var instance in _byId.Values)
        {
            instance.Created.TrySetException(reason);
            instance.Started.TrySetException(reason);
            instance.Ended.TrySetException(reason);
        }
    }

    private LiveInstance Create(InstanceRow row, Activity? activity) =>
        new(row) { Activity = activity, IsForeign = !versions.FailsOthers && !versions.Takes(row.Version) };

    private void Deliver(LiveInstance instance, HistoryMessage content, Action<Action<InstanceStore>> write)
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
            write(store => store.Append(instance.Row.Seq, sequence, body));
            instance.Receive(new(sequence, content));
            Schedule(instance);
        }
    }

    /// <summary>Under the instance's gate.</summary>
    private Task WriteOutAsync(LiveInstance instance)
    {
        var writes = instance.TakeUnwritten();
        return journal.WriteAsync(store => writes.ForEach(write => write(store)), () => instance.Created.TrySetResult());
    }
}
