using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus;

/// <summary>One of the queues in <c>service-bus-emulator.json</c>, in rotation, on Microsoft's emulator.</summary>
internal sealed class MicrosoftStage(string connectionString, QueueKind kind) : IServiceBusStage
{
    /// <summary>Connection string of a Service Bus with those queues.</summary>
    public const string Variable = "SEG_TEST_SERVICE_BUS";

    private static readonly ConcurrentDictionary<QueueKind, int> Turns = new();

    public string ConnectionString => connectionString;

    public string Queue { get; } = kind.Queues.ElementAt(Turns.AddOrUpdate(kind, 0, (_, last) => (last + 1) % kind.Copies));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Receives what earlier tests left. Locked messages must be waited for.</summary>
    public async Task PrepareAsync(ServiceBusClient client)
    {
        var options = new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete };
        await using var sender = client.CreateSender(Queue);
        await using var active = client.CreateReceiver(Queue, options);
        await using var dead = client.CreateReceiver(Queue, new ServiceBusReceiverOptions { ReceiveMode = options.ReceiveMode, SubQueue = SubQueue.DeadLetter });
        while (await dead.PeekMessageAsync(0, Cancellation) is not null)
        {
            await dead.ReceiveMessagesAsync(100, QueueUnderTest.Moment, Cancellation);
        }

        while (await active.PeekMessageAsync(0, Cancellation) is { } left)
        {
            await (left.State switch
            {
                ServiceBusMessageState.Scheduled => sender.CancelScheduledMessageAsync(left.SequenceNumber, Cancellation),
                ServiceBusMessageState.Deferred => active.ReceiveDeferredMessageAsync(left.SequenceNumber, Cancellation),
                _ => active.ReceiveMessagesAsync(100, QueueUnderTest.Moment, Cancellation),
            });
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
