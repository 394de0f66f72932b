using System.Collections;
using Emulators.ServiceBus.Messages;
using Emulators.ServiceBus.Queues;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;

namespace Emulators.ServiceBus.Amqp.Requests;

/// <summary>The operations of <see cref="ManagementHandler"/>. Arguments of the wrong type throw <see cref="InvalidCastException"/>.</summary>
internal sealed class ManagementOperations(QueueNamespace queues, MessageQueue queue)
{
    private const int Ok = 200;
    private const int NoContent = 204;
    private const int MostBytes = 1 << 20;

    public Task<(int Status, AmqpMap Body)> RenewAsync(AmqpMap arguments)
    {
        DateTime[] ends = [.. Tokens(arguments).Select(token => queue.FindLock(token) is { } held && queue.Renew(held) is { } until ? new DateTime(until, DateTimeKind.Utc) : throw LockLost())];
        return Task.FromResult((Ok, Maps.Of(("expirations", ends))));
    }

    /// <summary>Returns messages by number, whatever their state; nothing is locked.</summary>
    public Task<(int Status, AmqpMap Body)> PeekAsync(AmqpMap arguments)
    {
        var from = arguments.Get<long>("from-sequence-number");
        var count = Math.Clamp(arguments.Get<int>("message-count"), 0, Limits.MessagesOfRequest);
        var bytes = 0L;
        var messages = new List<AmqpMap>();
        foreach (var (message, isScheduled) in queue.Peek(from, count).TakeWhile(one => (bytes += one.Message.Size) <= MostBytes || messages.Count == 0))
        {
            if (queues.FindContent(message) is { } content)
            {
                messages.Add(Maps.Of(("message", Encode(OutgoingMessage.EncodeHead(message, null, message.DeliveryCount, isScheduled), content))));
            }
        }

        return Task.FromResult(messages.Count == 0 ? (NoContent, new AmqpMap()) : (Ok, Maps.Of(("messages", messages))));
    }

    public async Task<(int Status, AmqpMap Body)> ScheduleAsync(AmqpMap arguments)
    {
        NewMessage[] messages =
        [
            .. arguments.Get<IList>("messages").Cast<AmqpMap>().Select(static entry => IncomingMessage.Read(entry.Get<ArraySegment<byte>>("message"))),
        ];
        if (messages.Sum(static message => message.Size) > Limits.Message)
        {
            throw new AmqpException(Errors.TooLarge);
        }

        return (Ok, Maps.Of(("sequence-numbers", await queues.SendAsync(queue, messages))));
    }

    public async Task<(int Status, AmqpMap Body)> CancelAsync(AmqpMap arguments)
    {
        foreach (var sequence in Sequences(arguments))
        {
            await queues.CancelAsync(queue, sequence);
        }

        return (Ok, new AmqpMap());
    }

    /// <summary>Receives deferred messages, which are locked or deleted at once: all of them, or none if one is missing.</summary>
    public async Task<(int Status, AmqpMap Body)> ReceiveAsync(AmqpMap arguments)
    {
        var sequences = Sequences(arguments);
        var messages = arguments.Get<uint>("receiver-settle-mode") == 0 ? await TakeAsync(sequences) : Lock(sequences);
        return (Ok, Maps.Of(("messages", messages)));
    }

    public async Task<(int Status, AmqpMap Body)> SettleAsync(AmqpMap arguments)
    {
        var changes = PropertyChanges.From(arguments.Find<AmqpMap>("properties-to-modify"));
        var reason = new DeadLetterReason(arguments.Find<string>("deadletter-reason"), arguments.Find<string>("deadletter-description"));
        var settlements = queues.Settlements;
        foreach (var token in Tokens(arguments))
        {
            var held = queue.FindLock(token) ?? throw LockLost();
            var isDone = await (arguments.Get<string>("disposition-status") switch
            {
                "completed" => settlements.CompleteAsync(held),
                "abandoned" => settlements.AbandonAsync(held, changes),
                "suspended" => settlements.DeadLetterAsync(held, reason, changes),
                "defered" => settlements.DeferAsync(held, changes),
                var status => throw new AmqpException(AmqpErrorCode.InvalidField, $"The disposition '{status}' is not known."),
            });
            if (!isDone)
            {
                throw LockLost();
            }
        }

        return (Ok, new AmqpMap());
    }

    private async Task<List<AmqpMap>> TakeAsync(long[] sequences) =>
    [
        .. (await queues.TakeDeferredAsync(queue, sequences))
            .Select(static one => Maps.Of(("message", Encode(OutgoingMessage.EncodeHead(one.Message, null, one.Message.DeliveryCount), one.Content)))),
    ];

    private List<AmqpMap> Lock(long[] sequences) =>
    [
        .. queues.LockDeferred(queue, sequences)
            .Select(static one => Maps.Of(
                ("message", Encode(OutgoingMessage.EncodeHead(one.Held.Message, one.Held.Until, one.Held.Message.DeliveryCount - 1), one.Content)),
                ("lock-token", one.Held.Token))),
    ];

    private static ArraySegment<byte> Encode(ArraySegment<byte> head, byte[] content) => new([.. head, .. content]);

    private static Guid[] Tokens(AmqpMap arguments) => Few<Guid>(arguments, "lock-tokens");

    private static long[] Sequences(AmqpMap arguments) => Few<long>(arguments, "sequence-numbers");

    private static T[] Few<T>(AmqpMap arguments, string name) => arguments.Get<T[]>(name) is { Length: <= Limits.MessagesOfRequest } values
        ? values
        : throw new AmqpException(AmqpErrorCode.InvalidField, $"The argument '{name}' has at most {Limits.MessagesOfRequest} entries.");

    private static AmqpException LockLost() => new(Errors.LockLost);
}
