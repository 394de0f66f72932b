using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus;

/// <summary>An empty queue of the kind that a test wants, and the real client.</summary>
internal sealed class QueueUnderTest : IAsyncDisposable
{
    /// <summary>For events that should not happen.</summary>
    public static readonly TimeSpan Moment = IServiceBusStage.IsMicrosofts ? TimeSpan.FromSeconds(2) : TimeSpan.FromMilliseconds(150);

    /// <summary>Longer than the lock of <see cref="QueueKind.ShortLock"/>.</summary>
    public static readonly TimeSpan LongerThanShortLock = TimeSpan.FromSeconds(IServiceBusStage.IsMicrosofts ? 8 : 1);

    /// <summary>Longer than any expected event takes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IServiceBusStage _stage;

    private QueueUnderTest(IServiceBusStage stage)
    {
        _stage = stage;
        Client = new ServiceBusClient(stage.ConnectionString);
        Sender = Client.CreateSender(Name);
        Receiver = Client.CreateReceiver(Name);
        DeadLetters = Client.CreateReceiver(Name, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
    }

    public string ConnectionString => _stage.ConnectionString;

    public string Name => _stage.Queue;

    public ServiceBusClient Client { get; }

    public ServiceBusSender Sender { get; }

    public ServiceBusReceiver Receiver { get; }

    public ServiceBusReceiver DeadLetters { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<QueueUnderTest> CreateAsync(QueueKind? kind = null)
    {
        kind ??= QueueKind.Plain;
        return await CreateAsync(Environment.GetEnvironmentVariable(MicrosoftStage.Variable) is { Length: > 0 } connection
            ? new MicrosoftStage(connection, kind)
            : await BrokerStage.StartAsync(kind));
    }

    /// <summary>A queue on a stage that the test created itself; deleted with the queue.</summary>
    public static async Task<QueueUnderTest> CreateAsync(IServiceBusStage stage)
    {
        var queue = new QueueUnderTest(stage);
        await stage.PrepareAsync(queue.Client);
        return queue;
    }

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

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _stage.DisposeAsync();
    }
}
