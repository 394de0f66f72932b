using Azure.Messaging.ServiceBus;
using static Emulators.Tests.ServiceBus.QueueUnderTest;

namespace Emulators.Tests.ServiceBus;

public sealed class SendAndReceiveTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hands_out_messages_in_the_order_they_were_sent()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.SendAsync("first", "second");
        await queue.SendAsync("third");

        var received = new List<string>();
        while (received.Count < 3)
        {
            received.Add((await queue.ReceiveAsync()).Body.ToString());
        }

        Assert.Equal(["first", "second", "third"], received);
    }

    [Fact]
    public async Task A_completed_message_is_gone()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.ShortLock);
        await queue.SendAsync("once");

        await queue.Receiver.CompleteMessageAsync(await queue.ReceiveAsync(), Cancellation);

        Assert.Null(await queue.Receiver.ReceiveMessageAsync(LongerThanShortLock, Cancellation));
    }

    [Fact]
    public async Task A_waiting_receiver_gets_a_message_as_soon_as_it_is_sent()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        Task<ServiceBusReceivedMessage> waiting = queue.ReceiveAsync();

        await queue.SendAsync("here");

        Assert.Equal("here", (await waiting).Body.ToString());
    }

    [Fact]
    public async Task A_batch_receive_returns_what_is_there_without_waiting_for_more()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.SendAsync("one", "two");

        IReadOnlyList<ServiceBusReceivedMessage> received = await queue.Receiver.ReceiveMessagesAsync(10, TimeSpan.FromHours(1), Cancellation);

        Assert.Equal(["one", "two"], received.Select(message => message.Body.ToString()));
    }

    [Fact]
    public async Task A_batch_receive_takes_at_most_the_wanted_number()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.SendAsync("one", "two", "three");

        Assert.Equal(2, (await queue.Receiver.ReceiveMessagesAsync(2, Patience, Cancellation)).Count);
        Assert.Single(await queue.Receiver.ReceiveMessagesAsync(2, Patience, Cancellation));
    }

    [Fact]
    public async Task A_receive_on_an_empty_queue_ends_with_nothing_when_its_time_is_up()
    {
        await using var queue = await QueueUnderTest.CreateAsync();

        Assert.Empty(await queue.Receiver.ReceiveMessagesAsync(5, Moment, Cancellation));
        Assert.Null(await queue.Receiver.ReceiveMessageAsync(Moment, Cancellation));
    }

    [Fact]
    public async Task A_waiting_receive_can_be_canceled()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        using var cancellation = new CancellationTokenSource();
        Task<ServiceBusReceivedMessage?> waiting = queue.Receiver.ReceiveMessageAsync(Patience, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Receive_and_delete_leaves_nothing_to_settle()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.ShortLock);
        await using ServiceBusReceiver receiver = queue.Client.CreateReceiver(
            queue.Name, new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        await queue.SendAsync("once");

        ServiceBusReceivedMessage message = await ReceiveAsync(receiver);

        await Assert.ThrowsAsync<InvalidOperationException>(() => receiver.CompleteMessageAsync(message, Cancellation));
        Assert.Null(await queue.Receiver.ReceiveMessageAsync(LongerThanShortLock, Cancellation));
    }

    [Fact]
    public async Task Receivers_side_by_side_never_get_the_same_message()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        const int Count = 200;
        await queue.SendAsync([.. Enumerable.Range(0, Count).Select(number => $"{number}")]);

        IEnumerable<string>[] received = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var mine = new List<string>();
            while (await queue.Receiver.ReceiveMessageAsync(Moment, Cancellation) is { } message)
            {
                mine.Add(message.Body.ToString());
                await queue.Receiver.CompleteMessageAsync(message, Cancellation);
            }

            return (IEnumerable<string>)mine;
        }));

        Assert.Equal(Enumerable.Range(0, Count), received.SelectMany(mine => mine).Select(int.Parse).Order());
    }

    [Fact]
    public async Task Everything_the_sender_says_of_a_message_arrives()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        var sent = new ServiceBusMessage(BinaryData.FromBytes(new byte[] { 0, 1, 255 }))
        {
            MessageId = "job:1:0",
            CorrelationId = "correlation",
            Subject = "subject",
            ContentType = "application/octet-stream",
            SessionId = "session",
            To = "to",
            ReplyTo = "replyTo",
            TimeToLive = TimeSpan.FromMinutes(3),
        };
        await queue.Sender.SendMessageAsync(sent, Cancellation);

        ServiceBusReceivedMessage received = await queue.ReceiveAsync();

        Assert.Equal([0, 1, 255], received.Body.ToArray());
        Assert.Equal("job:1:0", received.MessageId);
        Assert.Equal("correlation", received.CorrelationId);
        Assert.Equal("subject", received.Subject);
        Assert.Equal("application/octet-stream", received.ContentType);
        Assert.Equal("session", received.SessionId);
        Assert.Equal("to", received.To);
        Assert.Equal("replyTo", received.ReplyTo);
        Assert.Equal(TimeSpan.FromMinutes(3), received.TimeToLive);
        Assert.Equal(received.EnqueuedTime + received.TimeToLive, received.ExpiresAt);
        Assert.Equal(1, received.DeliveryCount);
        Assert.True(received.SequenceNumber > 0);
        Assert.InRange(received.EnqueuedTime, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    public static TheoryData<object> PropertyValues { get; } =
    [
        "text", true, (byte)200, (sbyte)-5, (short)-300, (ushort)60000, -70000, 4000000000u, long.MinValue, ulong.MaxValue, 1.5f, Math.PI, 12.34m, 'ä',
        Guid.Parse("4f0a1d3e-7f4b-4e0b-9d6e-0c1f2a3b4c5d"), new DateTime(2025, 1, 2, 3, 4, 5, DateTimeKind.Utc), TimeSpan.FromTicks(12345),
        new DateTimeOffset(2025, 1, 2, 3, 4, 5, TimeSpan.Zero), new Uri("https://example.org/a%20b"),
    ];

    [Theory]
    [MemberData(nameof(PropertyValues))]
    public async Task An_application_property_keeps_its_type_and_value(object value)
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.Sender.SendMessageAsync(new ServiceBusMessage("x") { ApplicationProperties = { ["value"] = value } }, Cancellation);

        object received = (await queue.ReceiveAsync()).ApplicationProperties["value"];

        Assert.Equal(value, received);
        Assert.IsType(value.GetType(), received);
    }

    [Fact]
    public async Task An_application_property_that_no_message_can_carry_is_refused()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        var message = new ServiceBusMessage("x") { ApplicationProperties = { ["value"] = new object() } };

        await Assert.ThrowsAsync<System.Runtime.Serialization.SerializationException>(() => queue.Sender.SendMessageAsync(message, Cancellation));
    }

    [Fact]
    public async Task A_message_without_an_id_is_given_one()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.SendAsync("one", "two");

        string first = (await queue.ReceiveAsync()).MessageId;

        Assert.NotEmpty(first);
        Assert.NotEqual(first, (await queue.ReceiveAsync()).MessageId);
    }

    [Fact]
    public async Task Messages_outlive_the_client_that_sent_them()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await using (var client = new ServiceBusClient(queue.ConnectionString))
        {
            await client.CreateSender(queue.Name).SendMessageAsync(new ServiceBusMessage("still here"), Cancellation);
        }

        Assert.Equal("still here", (await queue.ReceiveAsync()).Body.ToString());
    }

    [Fact]
    public async Task A_receiver_of_a_disposed_client_takes_nothing_more()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        var client = new ServiceBusClient(queue.ConnectionString);
        Task<ServiceBusReceivedMessage?> waiting = client.CreateReceiver(queue.Name).ReceiveMessageAsync(Patience, Cancellation);

        await client.DisposeAsync();
        await queue.SendAsync("for others");

        Exception? error = await Record.ExceptionAsync(() => waiting);
        Assert.True(error is OperationCanceledException or ObjectDisposedException, $"{error}");
        Assert.Equal("for others", (await queue.ReceiveAsync()).Body.ToString());
    }

    [Fact]
    public async Task A_disposed_client_refuses_work()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.Client.DisposeAsync();

        Assert.True(queue.Client.IsClosed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => queue.SendAsync("too late"));
    }
}
