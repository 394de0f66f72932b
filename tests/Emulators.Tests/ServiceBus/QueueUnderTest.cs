using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus;

/// <summary>An empty queue, as a test wants it. Which Service Bus has it stands in the folders Emulated and Real.</summary>
internal sealed partial class QueueUnderTest : IAsyncDisposable
{
    /// <summary>Longer than anything takes that does happen.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private QueueUnderTest(string connectionString, string name)
    {
        ConnectionString = connectionString;
        Name = name;
        Client = new ServiceBusClient(connectionString);
        Sender = Client.CreateSender(name);
        Receiver = Client.CreateReceiver(name);
        DeadLetters = Client.CreateReceiver(name, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
    }

    public string ConnectionString { get; }

    public string Name { get; }

    public ServiceBusClient Client { get; }

    public ServiceBusSender Sender { get; }

    public ServiceBusReceiver Receiver { get; }

    public ServiceBusReceiver DeadLetters { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task SendAsync(params string[] bodies) => Sender.SendMessagesAsync(bodies.Select(body => new ServiceBusMessage(body)), Cancellation);

    /// <summary>The next message, which must come.</summary>
    public Task<ServiceBusReceivedMessage> ReceiveAsync() => ReceiveAsync(Receiver);

    /// <inheritdoc cref="ReceiveAsync()"/>
    public static async Task<ServiceBusReceivedMessage> ReceiveAsync(ServiceBusReceiver receiver)
    {
        ServiceBusReceivedMessage? message = await receiver.ReceiveMessageAsync(Patience, Cancellation);
        Assert.NotNull(message);
        return message;
    }

    public Task AssertEmptyAsync() => AssertEmptyAsync(Receiver);

    public static async Task AssertEmptyAsync(ServiceBusReceiver receiver) => Assert.Null(await receiver.ReceiveMessageAsync(Moment, Cancellation));

    public static async Task AssertFailsAsync(ServiceBusFailureReason reason, Func<Task> operation)
    {
        ServiceBusException error = await Assert.ThrowsAsync<ServiceBusException>(operation);
        Assert.Equal(reason, error.Reason);
    }
}
