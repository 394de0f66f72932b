using System.Net;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Emulators.ServiceBus;

namespace FunctionsHost.Tests;

/// <summary>Our broker in this process with the sample app's queues, and the real client to fill them.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    // A message on "brief" is locked for less time than "wait" takes.
    private static readonly Dictionary<string, string> LockDurations = new()
    {
        ["single"] = "PT2S",
        ["batch"] = "PT2S",
        ["text"] = "PT2S",
        ["texts"] = "PT2S",
        ["manual"] = "PT2S",
        ["brief"] = "PT0.6S",
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("functions-host-queues-");
    private Broker _broker = null!;

    private TestBroker()
    {
    }

    public string ConnectionString => _broker.ConnectionString;

    public ServiceBusClient Client { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TestBroker> StartAsync()
    {
        var broker = new TestBroker();
        var definitions = Path.Combine(broker._folder.FullName, "queues.json");
        var queues = LockDurations.Select(queue => new { Name = queue.Key, Properties = new { LockDuration = queue.Value, MaxDeliveryCount = 3 } });
        await File.WriteAllTextAsync(
            definitions, JsonSerializer.Serialize(new { UserConfig = new { Namespaces = new[] { new { Name = "test", Queues = queues } } } }), Cancellation);
        var options = new BrokerOptions(
            broker._folder.FullName, definitions, Path.Combine(broker._folder.FullName, "access.key"), new IPEndPoint(IPAddress.Loopback, 0), HttpPort: 0);
        broker._broker = await Broker.StartAsync(options, static _ => { });
        broker.Client = new ServiceBusClient(broker.ConnectionString);
        return broker;
    }

    public async Task SendAsync(string queue, params string[] bodies)
    {
        await using var sender = Client.CreateSender(queue);
        await sender.SendMessagesAsync(bodies.Select(body => new ServiceBusMessage(body)), Cancellation);
    }

    /// <returns>Messages in the queue, locked or not.</returns>
    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekAsync(string queue)
    {
        await using var receiver = Client.CreateReceiver(queue);
        return await receiver.PeekMessagesAsync(100, cancellationToken: Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _broker.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
