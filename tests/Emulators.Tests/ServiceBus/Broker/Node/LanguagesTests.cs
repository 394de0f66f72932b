using System.Globalization;
using Azure.Messaging.ServiceBus;
using static Emulators.Tests.ServiceBus.QueueUnderTest;

namespace Emulators.Tests.ServiceBus.OnBroker;

/// <summary>Each client can read what the other one writes.</summary>
public sealed class LanguagesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dotnet_reads_what_node_sends()
    {
        await using var queue = await QueueUnderTest.CreateAsync(await BrokerStage.StartAsync(QueueKind.Plain));
        await NodeJudge.RunAsync("write", queue.ConnectionString);

        var full = await queue.ReceiveAsync();

        Assert.Equal("""{"name":"żółw","count":2}""", full.Body.ToString());
        Assert.Equal(
            ("job:1:0", "job:1", "item", "application/json", "answers", "worker", TimeSpan.FromMinutes(1)),
            (full.MessageId, full.CorrelationId, full.Subject, full.ContentType, full.ReplyTo, full.To, full.TimeToLive));
        // For that client, integers above zero are unsigned.
        Assert.Equal(
            ["big UInt64 5000000000", "date DateTime 01/02/2026 03:04:05", "int UInt32 7", "nothing  ", "real Double 1.5", "text String žluť", "yes Boolean True"],
            Describe(full));
        Assert.Equal([0, 1, 255], (await queue.ReceiveAsync()).Body.ToArray());
        // For that client, a string is JSON text.
        Assert.Equal("\"plain\"", (await queue.ReceiveAsync()).Body.ToString());
    }

    [Fact]
    public async Task Node_reads_what_dotnet_sends()
    {
        await using var queue = await QueueUnderTest.CreateAsync(await BrokerStage.StartAsync(QueueKind.Plain));
        await queue.Sender.SendMessagesAsync(
            [
                new ServiceBusMessage("""{"name":"żółw"}""")
                {
                    MessageId = "job:1:0",
                    CorrelationId = "job:1",
                    Subject = "item",
                    ContentType = "application/json",
                    TimeToLive = TimeSpan.FromMinutes(1),
                    ApplicationProperties =
                    {
                        ["text"] = "žluť", ["int"] = 7, ["long"] = 5_000_000_000L, ["real"] = 1.5, ["yes"] = true,
                        ["date"] = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
                    },
                },
                new ServiceBusMessage(new byte[] { 0, 1, 255 }) { MessageId = "bytes" },
            ],
            Cancellation);

        NodeJudge.AssertSame(
            """
            [
              {
                "body": { "name": "żółw" }, "messageId": "job:1:0", "correlationId": "job:1", "subject": "item", "contentType": "application/json",
                "applicationProperties": {
                  "text": "žluť", "int": 7, "long": 5000000000, "real": 1.5, "yes": true, "date": 1767323045000
                },
                "deliveryCount": 0, "timeToLive": 60000
              },
              { "body": [0, 1, 255], "messageId": "bytes", "deliveryCount": 0, "timeToLive": 3600000 }
            ]
            """,
            await NodeJudge.RunAsync("read", queue.ConnectionString, "2"));
    }

    [Fact]
    public async Task Properties_that_node_sets_in_settling_are_application_properties()
    {
        await using var queue = await QueueUnderTest.CreateAsync(await BrokerStage.StartAsync(QueueKind.Plain));
        await queue.SendAsync("bad");

        await NodeJudge.RunAsync("settle", queue.ConnectionString);
        var dead = await ReceiveAsync(queue.DeadLetters);

        Assert.Equal(("Broken", "It does not parse.", 3), (dead.DeadLetterReason, dead.DeadLetterErrorDescription, dead.DeliveryCount));
        Assert.Equal(
            [
                "DeadLetterErrorDescription String It does not parse.", "DeadLetterReason String Broken", "by String node again", "half Double 0.5",
                "line UInt32 7", "number UInt32 7",
            ],
            Describe(dead));
    }

    [Fact]
    public async Task Both_languages_share_the_memory_of_message_ids()
    {
        await using var queue = await QueueUnderTest.CreateAsync(await BrokerStage.StartAsync(QueueKind.OnceEach));
        await NodeJudge.RunAsync("duplicates", queue.ConnectionString);

        await queue.Sender.SendMessageAsync(new ServiceBusMessage("again") { MessageId = "job:2:0" }, Cancellation);

        Assert.Equal(["\"first\"", "\"other\""], (await queue.Receiver.PeekMessagesAsync(10, null, Cancellation)).Select(message => message.Body.ToString()));
    }

    private static IEnumerable<string> Describe(ServiceBusReceivedMessage message) => message.ApplicationProperties
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {((object?)pair.Value)?.GetType().Name} {pair.Value}"));
}
