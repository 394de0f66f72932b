using Emulators.ServiceBus.Definitions;
using Emulators.ServiceBus.Messages;
using Emulators.Sqlite;
using Microsoft.Data.Sqlite;

namespace Emulators.ServiceBus.Queues;

/// <summary>All queues of one file, by path, ignoring case as in Azure. Thread-safe.</summary>
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

    /// <param name="folder">Created if it is missing.</param>
    /// <param name="definitions">Messages of queues that are no longer defined stay in the file, unreachable.</param>
    /// <param name="largestSize">Maximum size of all messages together, bytes.</param>
    /// <param name="time">Decides what is due.</param>
    /// <param name="runTurn">See <see cref="Outbox"/>.</param>
    /// <param name="report">Gets the errors of reads and writes that will be retried; on any thread.</param>
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
        try
        {
            var opened = new QueueNamespace(new QueueFile(database, runTurn, probe), largestSize, time, report);
            opened.Load(definitions);
            opened._file.Journal.Start();
            foreach (var queue in opened.All)
            {
                // Handles what became due while the broker was stopped, and sets the timers.
                queue.Pump();
            }

            return opened;
        }
        catch (SqliteException exception)
        {
            database.Dispose();
            throw database.Unusable(exception);
        }
    }

    public MessageQueue? Find(string path) => _queues.GetValueOrDefault(path);

    /// <returns>A sequence number for each message, once all are on disk; 0 for a dropped duplicate.</returns>
    /// <exception cref="QueueException">The namespace is full, or this is a subqueue.</exception>
    public async Task<long[]> SendAsync(MessageQueue queue, IReadOnlyList<NewMessage> messages)
    {
        if (!queue.Entity.IsMain)
        {
            throw new QueueException(QueueFault.NotAQueue, $"Messages cannot be sent to '{queue.Entity.Path}'.");
        }

        if (_queues.Values.Sum(static one => one.Bytes) > _largestSize)
        {
            throw new QueueException(QueueFault.QuotaExceeded, $"The queues contain more than {_largestSize >> 20} MB. Receive messages before you send more.");
        }

        var entry = new SendEntry(queue, messages, _file, Ticks.Now(_time));
        _file.Journal.Enqueue(entry);
        var sequences = await entry.Task;
        queue.Pump();
        return sequences;
    }

    /// <exception cref="QueueException">No scheduled message has that number.</exception>
    public async Task CancelAsync(MessageQueue queue, long sequence)
    {
        var message = queue.TakeScheduled(sequence) ?? throw NotFound(queue, sequence);
        try
        {
            await _file.WriteAsync(() => _file.Messages.Delete(sequence));
        }
        catch
        {
            queue.PutBack(message);
            throw;
        }

        queue.Drop(message);
    }

    /// <returns>The deferred messages with those numbers, deleted, with their bare messages.</returns>
    /// <exception cref="QueueException">One of them is missing; the others are put back.</exception>
    public async Task<List<(Message Message, byte[] Content)>> TakeDeferredAsync(MessageQueue queue, long[] sequences)
    {
        var taken = new List<Message>();
        try
        {
            taken.AddRange(sequences.Select(sequence => queue.TakeDeferred(sequence) ?? throw NotFound(queue, sequence)));
            byte[][] contents = [.. taken.Select(message => GetContent(queue, message))];
            await _file.WriteAsync(() => taken.ForEach(message => _file.Messages.Delete(message.Sequence)));
            taken.ForEach(queue.Drop);
            return [.. taken.Zip(contents)];
        }
        catch
        {
            taken.ForEach(queue.PutBack);
            throw;
        }
    }

    /// <returns>The deferred messages with those numbers, locked, with their bare messages.</returns>
    /// <exception cref="QueueException">One of them is missing; the others are put back.</exception>
    public List<(MessageLock Held, byte[] Content)> LockDeferred(MessageQueue queue, long[] sequences)
    {
        var locked = new List<MessageLock>();
        try
        {
            locked.AddRange(sequences.Select(sequence => queue.LockDeferred(sequence) ?? throw NotFound(queue, sequence)));
            return [.. locked.Select(held => (held, GetContent(queue, held.Message)))];
        }
        catch
        {
            locked.ForEach(static held => Settlements.Release(held));
            throw;
        }
    }

    /// <returns>The bare message of a message that the caller has taken, or just peeked at; null if it has been deleted meanwhile.</returns>
    public byte[]? FindContent(Message message) => message.Content ?? _file.Messages.FindContent(message.Sequence);

    /// <summary>Writes what was submitted, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _idleMemory.Dispose();
        foreach (var queue in _queues.Values)
        {
            queue.Dispose();
        }

        await _file.DisposeAsync();
    }

    private byte[] GetContent(MessageQueue queue, Message message) => FindContent(message) ?? throw NotFound(queue, message.Sequence);

    private static QueueException NotFound(MessageQueue queue, long sequence) =>
        new(QueueFault.MessageNotFound, $"The message with the sequence number {sequence} could not be found in '{queue.Entity.Path}'.");

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
