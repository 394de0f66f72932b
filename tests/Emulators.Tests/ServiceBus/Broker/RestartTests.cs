using Azure.Messaging.ServiceBus;
using Emulators.ServiceBus.Definitions;
using Emulators.ServiceBus.Queues;
using Emulators.Sqlite;
using static Emulators.Tests.ServiceBus.QueueUnderTest;

namespace Emulators.Tests.ServiceBus.OnBroker;

/// <summary>Accepted messages survive a restart of the broker unchanged. Only locks do not.</summary>
public sealed class RestartTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_keep_their_order_bodies_properties_and_numbers()
    {
        var (stage, queue) = await StartAsync();
        await using var _ = queue;
        await queue.Sender.SendMessageAsync(
            new ServiceBusMessage("one") { MessageId = "job:1:0", Subject = "item", ApplicationProperties = { ["line"] = 7 } }, Cancellation);
        await queue.SendAsync("two", "three");
        var before = await queue.Receiver.PeekMessagesAsync(10, 0, Cancellation);

        await stage.RestartAsync();
        var after = await queue.Receiver.PeekMessagesAsync(10, 0, Cancellation);

        Assert.Equal(["one", "two", "three"], after.Select(message => message.Body.ToString()));
        Assert.Equal(before.Select(message => (message.SequenceNumber, message.EnqueuedTime)), after.Select(message => (message.SequenceNumber, message.EnqueuedTime)));
        Assert.Equal(("job:1:0", "item", 7), (after[0].MessageId, after[0].Subject, after[0].ApplicationProperties["line"]));
    }

    [Fact]
    public async Task A_scheduled_message_waits_on_and_can_be_canceled()
    {
        var time = new SetTime();
        var (stage, queue) = await StartAsync(time: time);
        await using var _ = queue;
        var due = time.GetUtcNow().AddMinutes(5);
        await queue.Sender.ScheduleMessageAsync(new ServiceBusMessage("soon"), due, Cancellation);
        long never = await queue.Sender.ScheduleMessageAsync(new ServiceBusMessage("never"), due, Cancellation);

        await stage.RestartAsync();
        Assert.All(await queue.Receiver.PeekMessagesAsync(10, 0, Cancellation), message => Assert.Equal(ServiceBusMessageState.Scheduled, message.State));
        await queue.Sender.CancelScheduledMessageAsync(never, Cancellation);
        await queue.AssertEmptyAsync();

        // A message that becomes due while the broker is down is delivered without waiting for a call.
        time.Ahead = TimeSpan.FromMinutes(5);
        await stage.RestartAsync();
        Assert.Equal("soon", (await queue.ReceiveAsync()).Body.ToString());
        await queue.AssertEmptyAsync();
    }

    [Fact]
    public async Task A_deferred_message_is_still_had_by_its_number_only()
    {
        var (stage, queue) = await StartAsync();
        await using var _ = queue;
        await queue.SendAsync("aside");
        var message = await queue.ReceiveAsync();
        await queue.Receiver.DeferMessageAsync(message, new Dictionary<string, object> { ["why"] = "later" }, Cancellation);

        await stage.RestartAsync();
        await queue.AssertEmptyAsync();
        var deferred = await queue.Receiver.ReceiveDeferredMessageAsync(message.SequenceNumber, Cancellation);

        Assert.Equal(("aside", "later", 2), (deferred.Body.ToString(), deferred.ApplicationProperties["why"], deferred.DeliveryCount));
    }

    [Fact]
    public async Task A_dead_letter_keeps_its_reason()
    {
        var (stage, queue) = await StartAsync();
        await using var _ = queue;
        await queue.SendAsync("bad");
        await queue.Receiver.DeadLetterMessageAsync(await queue.ReceiveAsync(), "Broken", "It does not parse.", Cancellation);

        await stage.RestartAsync();
        var dead = await ReceiveAsync(queue.DeadLetters);

        Assert.Equal(("bad", "Broken", "It does not parse."), (dead.Body.ToString(), dead.DeadLetterReason, dead.DeadLetterErrorDescription));
        await queue.AssertEmptyAsync();
    }

    [Fact]
    public async Task Deliveries_that_have_ended_stay_counted_and_one_that_was_cut_off_is_not()
    {
        var (stage, queue) = await StartAsync(QueueKind.ThreeDeliveries);
        await using var _ = queue;
        await queue.SendAsync("again");
        await queue.Receiver.AbandonMessageAsync(await queue.ReceiveAsync(), null, Cancellation);
        Assert.Equal(2, (await queue.ReceiveAsync()).DeliveryCount);

        await stage.RestartAsync();
        var second = await queue.ReceiveAsync();

        Assert.Equal(2, second.DeliveryCount);
        await queue.Receiver.AbandonMessageAsync(second, null, Cancellation);
        await stage.RestartAsync();
        var third = await queue.ReceiveAsync();
        Assert.Equal(3, third.DeliveryCount);
        await queue.Receiver.AbandonMessageAsync(third, null, Cancellation);
        Assert.Equal("MaxDeliveryCountExceeded", (await ReceiveAsync(queue.DeadLetters)).DeadLetterReason);
    }

    [Fact]
    public async Task A_lock_does_not_outlive_the_broker()
    {
        var (stage, queue) = await StartAsync();
        await using var _ = queue;
        await queue.SendAsync("held");
        var held = await queue.ReceiveAsync();

        await stage.RestartAsync();

        await AssertFailsAsync(ServiceBusFailureReason.MessageLockLost, () => queue.Receiver.CompleteMessageAsync(held, Cancellation));
        Assert.Equal("held", (await queue.ReceiveAsync()).Body.ToString());
    }

    [Fact]
    public async Task A_message_id_is_still_remembered()
    {
        var (stage, queue) = await StartAsync(QueueKind.OnceEach);
        await using var _ = queue;
        await queue.Sender.SendMessageAsync(new ServiceBusMessage("first") { MessageId = "job:1:0" }, Cancellation);
        await queue.Receiver.CompleteMessageAsync(await queue.ReceiveAsync(), Cancellation);

        await stage.RestartAsync();
        await queue.Sender.SendMessageAsync(new ServiceBusMessage("again") { MessageId = "job:1:0" }, Cancellation);

        await queue.AssertEmptyAsync();
    }

    [Fact]
    public async Task A_sequence_number_is_never_given_again()
    {
        var (stage, queue) = await StartAsync();
        await using var _ = queue;
        var numbers = new List<long>();
        for (int i = 0; i < 3; i++)
        {
            await queue.SendAsync("x");
            var message = await queue.ReceiveAsync();
            numbers.Add(message.SequenceNumber);
            await queue.Receiver.CompleteMessageAsync(message, Cancellation);
            await stage.RestartAsync();
        }

        Assert.Equal(numbers.Order().Distinct(), numbers);
    }

    [Fact]
    public async Task A_life_goes_on_running()
    {
        var (stage, queue) = await StartAsync(QueueKind.Plain with { DeadLettersExpired = true });
        await using var _ = queue;
        await queue.Sender.SendMessageAsync(new ServiceBusMessage("short") { TimeToLive = TimeSpan.FromSeconds(1) }, Cancellation);

        await stage.RestartAsync();

        Assert.Equal("TTLExpiredException", (await ReceiveAsync(queue.DeadLetters)).DeadLetterReason);
    }

    [Fact]
    public async Task A_damaged_file_is_refused_in_a_sentence()
    {
        var folder = Directory.CreateTempSubdirectory("emulators-tests-");
        var path = Path.Combine(folder.FullName, "service-bus.db");
        await Open(folder).DisposeAsync();
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);
        // All pages except the first, which holds the schema.
        Array.Fill(bytes, (byte)0xA5, 4096, bytes.Length - 4096);
        await File.WriteAllBytesAsync(path, bytes, Cancellation);

        Assert.Contains(path, Assert.Throws<DatabaseException>(() => Open(folder)).Message, StringComparison.Ordinal);
        Assert.Contains("malformed", Assert.Throws<DatabaseException>(() => Open(folder)).Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);

        static QueueNamespace Open(DirectoryInfo folder) => QueueNamespace.Open(
            folder.FullName, [new QueueDefinition { Name = "queue" }], 1 << 20, TimeProvider.System, static turn => turn(), static _ => { });
    }

    private static async Task<(BrokerStage Stage, QueueUnderTest Queue)> StartAsync(QueueKind? kind = null, TimeProvider? time = null)
    {
        var stage = await BrokerStage.StartAsync(kind ?? QueueKind.Plain, time);
        return (stage, await QueueUnderTest.CreateAsync(stage));
    }
}
