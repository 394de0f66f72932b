using Emulators.ServiceBus.Definitions;
using Emulators.ServiceBus.Messages;
using Emulators.Sqlite;

namespace Emulators.ServiceBus.Queues;

/// <summary>All queues of one file, by path; case is ignored, as in Azure. Thread-safe.</summary>
internal sealed class QueueNamespace : IAsyncDisposable
{
    private const long KeptInMemory = 64L << 20;
    private const string FileName = "service-bus.db";
    private const string WayOut = "Give the broker another folder, or finish that folder's messages with the program that wrote it.";

    private readonly Dictionary<string, MessageQueue> _queues = new(StringComparer.OrdinalIgnoreCase);
    private readonly QueueFile _file;
    private readonly Removals _removals;
    private readonly TimeProvider _time;
    private readonly long _largestSize;
    private readonly IdleMemory _idleMemory;

    private QueueNamespace(QueueFile file, long largestSize, TimeProvider time, Action<Exception> report)
    {
        _file = file;
        _largestSize = largestSize;
        _time = time;
        _idleMemory = new IdleMemory(file.Journal, time);
        _removals = new Removals(file, time, report);
        Settlements = new Settlements(file, _removals);
    }

    public Settlements Settlements { get; }

    /// <summary>The queues and their subqueues, as defined.</summary>
    public IReadOnlyCollection<MessageQueue> All => _queues.Values;

    /// <param name="folder">Made if it is missing.</param>
    /// <param name="definitions">Messages of queues that are defined no more stay in the file, out of reach.</param>
    /// <param name="largestSize">What all bare messages together may weigh, bytes.</param>
    /// <param name="time">Decides what is due.</param>
    /// <param name="runTurn">See <see cref="Outbox"/>.</param>
    /// <param name="report">Hears of changes that could not be written and are tried again; on any thread.</param>
    /// <param name="probe">Null outside tests.</param>
    /// <exception cref="DatabaseException">The file cannot be used.</exception>
    public static QueueNamespace Open(
        string folder,
        IReadOnlyList<QueueDefinition> definitions,
        long largestSize,
        TimeProvider time,
        Action<Action> runTurn,
        Action<Exception> report,
        CommitProbe? probe = null)
    {
        var database = Database.Open(Path.Combine(folder, FileName), new Schema(typeof(QueueNamespace).Assembly, WayOut));
        var opened = new QueueNamespace(new QueueFile(database, runTurn, probe), largestSize, time, report);
        opened.Load(definitions);
        opened._file.Journal.Start();
        foreach (var queue in opened.All)
        {
            // What has come due meanwhile, or will, is seen to before anybody asks.
            queue.Pump();
        }

        return opened;
    }

    public MessageQueue? Find(string path) => _queues.GetValueOrDefault(path);

    /// <returns>A sequence number for each message, once all are on the disk; 0 for one dropped as a duplicate.</returns>
    /// <exception cref="QueueException">The namespace is full, or this is a subqueue.</exception>
    public async Task<long[]> SendAsync(MessageQueue queue, IReadOnlyList<NewMessage> messages)
    {
        if (!queue.Entity.IsMain)
        {
            throw new QueueException(QueueFault.NotAQueue, $"Messages cannot be sent to '{queue.Entity.Path}'.");
        }

        if (_queues.Values.Sum(static one => one.Bytes) > _largestSize)
        {
            throw new QueueException(QueueFault.QuotaExceeded, $"The queues hold more than {_largestSize >> 20} MB. Receive messages before you send more.");
        }

        var entry = new SendEntry(queue, messages, _file, Ticks.Now(_time));
        _file.Journal.Enqueue(entry);
        var sequences = await entry.Task;
        queue.Pump();
        return sequences;
    }

    /// <exception cref="QueueException">No message with that number waits for its time.</exception>
    public Task CancelAsync(MessageQueue queue, long sequence) => DeleteAsync(queue, sequence, queue.TakeScheduled(sequence));

    /// <returns>The deferred message, deleted, and its bare message.</returns>
    /// <exception cref="QueueException">No deferred message has that number.</exception>
    public async Task<(Message Message, byte[] Content)> TakeDeferredAsync(MessageQueue queue, long sequence)
    {
        var message = queue.TakeDeferred(sequence);
        byte[] content = [];
        await DeleteAsync(queue, sequence, message, () => content = ReadContent(message!));
        message!.DeliveryCount++;
        return (message, content);
    }

    /// <returns>The bare message of one that is in the caller's hands, or was just peeked at; empty when it has gone meanwhile.</returns>
    public byte[] ReadContent(Message message) => message.Content ?? _file.Messages.FindContent(message.Sequence) ?? [];

    /// <summary>Writes what was handed in, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _idleMemory.Dispose();
        foreach (var queue in _queues.Values)
        {
            queue.Dispose();
        }

        await _file.DisposeAsync();
    }

    /// <param name="queue">Gets the message back when it cannot be deleted.</param>
    /// <param name="sequence">Of the message.</param>
    /// <param name="taken">Null when there is no such message.</param>
    /// <param name="before">Done with the message in hand.</param>
    private async Task DeleteAsync(MessageQueue queue, long sequence, Message? taken, Action? before = null)
    {
        if (taken is null)
        {
            throw new QueueException(QueueFault.MessageNotFound, $"The message with the sequence number {sequence} could not be found in '{queue.Entity.Path}'.");
        }

        try
        {
            before?.Invoke();
            await _file.WriteAsync(() => _file.Messages.Delete(sequence));
        }
        catch
        {
            queue.PutBack(taken);
            throw;
        }

        queue.Drop(taken);
    }

    private void Load(IReadOnlyList<QueueDefinition> definitions)
    {
        var budget = new ContentBudget(KeptInMemory);
        foreach (var definition in definitions)
        {
            Entity[] entities = [.. Entity.AllOf(definition)];
            var deadLetters = new MessageQueue(entities[1], _file, budget, _removals, _time);
            Add(new MessageQueue(entities[0], _file, budget, _removals, _time) { DeadLetters = deadLetters });
            Add(deadLetters);
            Add(new MessageQueue(entities[2], _file, budget, _removals, _time) { DeadLetters = deadLetters });
        }

        foreach (var (path, message) in _file.Messages.ReadAll())
        {
            Find(path)?.Add([message]);
        }
    }

    private void Add(MessageQueue queue) => _queues.Add(queue.Entity.Path, queue);
}
