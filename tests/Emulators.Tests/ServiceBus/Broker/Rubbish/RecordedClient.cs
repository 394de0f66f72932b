using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>The .NET client in every state. Each group of states has its own connection, so that a state is reached in few frames.</summary>
internal static class RecordedClient
{
    private const string Queue = "orders";
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    /// <param name="connectionString">Points to a <see cref="RecordingProxy"/> in front of a broker with an empty queue <c>orders</c>.</param>
    public static async Task RunAsync(string connectionString)
    {
        await OnConnectionAsync(connectionString, SendAsync);
        await OnConnectionAsync(connectionString, SettleAsync);
        await OnConnectionAsync(connectionString, static client => ReceiveAndDeleteAsync(client));
        await OnConnectionAsync(connectionString, ManageAsync);
        await OnConnectionAsync(connectionString, DeferAsync);
        await OnConnectionAsync(connectionString, ScheduleAsync);
    }

    private static async Task OnConnectionAsync(string connectionString, Func<ServiceBusClient, Task> talk)
    {
        await using var client = new ServiceBusClient(connectionString);
        await talk(client);
    }

    private static async Task SendAsync(ServiceBusClient client)
    {
        await using var sender = client.CreateSender(Queue);
        var message = new ServiceBusMessage("one")
        {
            Subject = "subject",
            CorrelationId = "correlation",
            ContentType = "text/plain",
            MessageId = "id",
            PartitionKey = "key",
            TimeToLive = TimeSpan.FromMinutes(1),
        };
        message.ApplicationProperties["text"] = "text";
        message.ApplicationProperties["number"] = 1L;
        message.ApplicationProperties["moment"] = DateTimeOffset.UnixEpoch;
        message.ApplicationProperties["id"] = Guid.Empty;
        await sender.SendMessageAsync(message);
        await sender.SendMessagesAsync([new ServiceBusMessage("two"), new ServiceBusMessage("three"), new ServiceBusMessage(new byte[500])]);
        await sender.SendMessagesAsync(Enumerable.Range(0, 6).Select(static number => new ServiceBusMessage($"{number}")));
    }

    private static async Task SettleAsync(ServiceBusClient client)
    {
        await using var receiver = client.CreateReceiver(Queue);
        var messages = new List<ServiceBusReceivedMessage>();
        while (messages.Count < 4)
        {
            messages.AddRange(await receiver.ReceiveMessagesAsync(4 - messages.Count, Wait));
        }

        await receiver.CompleteMessageAsync(messages[0]);
        await receiver.AbandonMessageAsync(messages[1], new Dictionary<string, object> { ["changed"] = 1 });
        await receiver.DeferMessageAsync(messages[2]);
        await receiver.DeadLetterMessageAsync(messages[3], "reason", "description");
        await receiver.CompleteMessageAsync(await receiver.ReceiveMessageAsync(Wait));
    }

    private static async Task ReceiveAndDeleteAsync(ServiceBusClient client)
    {
        await using var receiver = client.CreateReceiver(Queue, new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete, PrefetchCount = 2 });
        _ = await receiver.ReceiveMessageAsync(Wait);
    }

    private static async Task ManageAsync(ServiceBusClient client)
    {
        await using var receiver = client.CreateReceiver(Queue);
        var message = await receiver.ReceiveMessageAsync(Wait);
        await receiver.RenewMessageLockAsync(message);
        await receiver.PeekMessagesAsync(3, 0);
        await receiver.CompleteMessageAsync(message);
    }

    private static async Task DeferAsync(ServiceBusClient client)
    {
        await using var receiver = client.CreateReceiver(Queue);
        var message = await receiver.ReceiveMessageAsync(Wait);
        await receiver.DeferMessageAsync(message);
        var deferred = await receiver.ReceiveDeferredMessageAsync(message.SequenceNumber);
        await receiver.AbandonMessageAsync(deferred, new Dictionary<string, object> { ["again"] = true });
        deferred = await receiver.ReceiveDeferredMessageAsync(message.SequenceNumber);
        await receiver.CompleteMessageAsync(deferred);
    }

    private static async Task ScheduleAsync(ServiceBusClient client)
    {
        await using var sender = client.CreateSender(Queue);
        var number = await sender.ScheduleMessageAsync(new ServiceBusMessage("later"), DateTimeOffset.UtcNow.AddHours(1));
        await sender.CancelScheduledMessageAsync(number);
    }
}
