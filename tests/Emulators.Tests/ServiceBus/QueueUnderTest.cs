using System.Text.Json;
using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus;

/// <summary>A namespace of one queue, as a test wants it, in a folder of its own. Against Azure, only this class would differ.</summary>
internal sealed class QueueUnderTest : IAsyncDisposable
{
    public const string Name = "orders";

    /// <summary>Longer than anything takes that does happen.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>For what is expected not to happen.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(150);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("queue-");

    /// <param name="lockDuration">ISO 8601, like the others.</param>
    public QueueUnderTest(
        string lockDuration = "PT1M",
        int maxDeliveryCount = 10,
        string timeToLive = "PT1H",
        bool deadLettersExpired = false,
        string? duplicateWindow = null)
    {
        object properties = new
        {
            LockDuration = lockDuration,
            MaxDeliveryCount = maxDeliveryCount,
            DefaultMessageTimeToLive = timeToLive,
            DeadLetteringOnMessageExpiration = deadLettersExpired,
            RequiresDuplicateDetection = duplicateWindow is not null,
            DuplicateDetectionHistoryTimeWindow = duplicateWindow ?? "PT5M",
        };
        object queue = new { Name, Properties = properties };
        object settings = new { UserConfig = new { Namespaces = new[] { new { Name = "test", Queues = new[] { queue } } } } };
        File.WriteAllText(Path.Combine(_directory.FullName, "service-bus-emulator.json"), JsonSerializer.Serialize(settings));
        Client = new ServiceBusClient(ConnectionString);
        Sender = Client.CreateSender(Name);
        Receiver = Client.CreateReceiver(Name);
        DeadLetters = Client.CreateReceiver(Name, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
    }

    public string ConnectionString => $"Endpoint=file://{_directory.FullName}";

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

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
