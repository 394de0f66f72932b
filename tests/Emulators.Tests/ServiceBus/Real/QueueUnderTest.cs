using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus;

/// <summary>One of the queues of <c>service-bus-emulator.json</c>, in turn, on the Service Bus whose connection string SEG_TEST_SERVICE_BUS is.</summary>
internal sealed partial class QueueUnderTest
{
    /// <summary>For what is expected not to happen.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    /// <summary>Longer than the lock of <see cref="QueueKind.ShortLock"/>.</summary>
    public static readonly TimeSpan LongerThanShortLock = TimeSpan.FromSeconds(8);

    private static readonly ConcurrentDictionary<QueueKind, int> Turns = new();

    public static async Task<QueueUnderTest> CreateAsync(QueueKind? kind = null)
    {
        kind ??= QueueKind.Plain;
        var connection = Environment.GetEnvironmentVariable("SEG_TEST_SERVICE_BUS")
            ?? throw new InvalidOperationException("Set SEG_TEST_SERVICE_BUS to the connection string of a Service Bus with the queues of service-bus-emulator.json.");
        var turn = Turns.AddOrUpdate(kind, 0, (_, last) => (last + 1) % kind.Copies);
        var queue = new QueueUnderTest(connection, kind.Queues.ElementAt(turn));
        await queue.EmptyAsync();
        return queue;
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();

    /// <summary>Takes what earlier tests have left. What is locked has to be waited for.</summary>
    private async Task EmptyAsync()
    {
        var options = new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete };
        await using var active = Client.CreateReceiver(Name, options);
        await using var dead = Client.CreateReceiver(Name, new ServiceBusReceiverOptions { ReceiveMode = options.ReceiveMode, SubQueue = SubQueue.DeadLetter });
        while (await dead.PeekMessageAsync(0, Cancellation) is not null)
        {
            await dead.ReceiveMessagesAsync(100, Moment, Cancellation);
        }

        while (await active.PeekMessageAsync(0, Cancellation) is { } left)
        {
            await (left.State switch
            {
                ServiceBusMessageState.Scheduled => Sender.CancelScheduledMessageAsync(left.SequenceNumber, Cancellation),
                ServiceBusMessageState.Deferred => active.ReceiveDeferredMessageAsync(left.SequenceNumber, Cancellation),
                _ => active.ReceiveMessagesAsync(100, Moment, Cancellation),
            });
        }
    }
}
