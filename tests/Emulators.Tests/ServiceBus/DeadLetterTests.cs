using Azure.Messaging.ServiceBus;
using static Emulators.Tests.ServiceBus.QueueUnderTest;

namespace Emulators.Tests.ServiceBus;

public sealed class DeadLetterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dead_lettered_message_waits_in_the_subqueue_with_reason_and_description()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.SendAsync("bad");

        await queue.Receiver.DeadLetterMessageAsync(await queue.ReceiveAsync(), "BadRequest", "no input", Cancellation);
        ServiceBusReceivedMessage dead = await ReceiveAsync(queue.DeadLetters);

        Assert.Equal(("bad", "BadRequest", "no input"), (dead.Body.ToString(), dead.DeadLetterReason, dead.DeadLetterErrorDescription));
        Assert.Equal("BadRequest", dead.ApplicationProperties["DeadLetterReason"]);
        await queue.AssertEmptyAsync();
    }

    [Fact]
    public async Task The_dead_letter_queue_is_reached_by_its_name_too()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await using ServiceBusReceiver byName = queue.Client.CreateReceiver(queue.Name + "/$deadletterqueue");
        await queue.SendAsync("bad");

        await queue.Receiver.DeadLetterMessageAsync(await queue.ReceiveAsync(), "BadRequest", null, Cancellation);
        ServiceBusReceivedMessage dead = await ReceiveAsync(byName);
        await byName.CompleteMessageAsync(dead, Cancellation);

        Assert.Equal(queue.Name + "/$DeadLetterQueue", queue.DeadLetters.EntityPath);
        await AssertEmptyAsync(queue.DeadLetters);
    }

    [Fact]
    public async Task Dead_lettering_can_change_properties()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.SendAsync("bad");

        var changes = new Dictionary<string, object> { ["attempt"] = 3 };
        await queue.Receiver.DeadLetterMessageAsync(await queue.ReceiveAsync(), changes, Cancellation);
        ServiceBusReceivedMessage dead = await ReceiveAsync(queue.DeadLetters);

        Assert.Equal(3, dead.ApplicationProperties["attempt"]);
        Assert.Null(dead.DeadLetterReason);
    }

    [Fact]
    public async Task Abandoning_the_last_delivery_dead_letters_the_message()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.TwoDeliveries);
        await queue.SendAsync("poison");

        await queue.Receiver.AbandonMessageAsync(await queue.ReceiveAsync(), null, Cancellation);
        await queue.Receiver.AbandonMessageAsync(await queue.ReceiveAsync(), null, Cancellation);

        ServiceBusReceivedMessage dead = await ReceiveAsync(queue.DeadLetters);
        Assert.Equal("MaxDeliveryCountExceeded", dead.DeadLetterReason);
        Assert.Equal("Message could not be consumed after 2 delivery attempts.", dead.DeadLetterErrorDescription);
        await queue.AssertEmptyAsync();
    }

    [Fact]
    public async Task A_lock_that_runs_out_on_the_last_delivery_dead_letters_the_message_though_only_its_subqueue_is_watched()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.OneShortDelivery);
        await queue.SendAsync("poison");
        await queue.ReceiveAsync();

        Assert.Equal("MaxDeliveryCountExceeded", (await ReceiveAsync(queue.DeadLetters)).DeadLetterReason);
    }

    [Fact]
    public async Task A_receiver_that_waits_for_dead_letters_is_woken_by_one()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        Task<ServiceBusReceivedMessage> waiting = ReceiveAsync(queue.DeadLetters);
        await queue.SendAsync("bad");

        await queue.Receiver.DeadLetterMessageAsync(await queue.ReceiveAsync(), "BadRequest", null, Cancellation);

        Assert.Equal("BadRequest", (await waiting).DeadLetterReason);
    }

    [Fact]
    public async Task Deliveries_from_the_dead_letter_queue_are_not_limited()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.OneDelivery);
        await queue.SendAsync("poison");
        await queue.Receiver.AbandonMessageAsync(await queue.ReceiveAsync(), null, Cancellation);

        await queue.DeadLetters.AbandonMessageAsync(await ReceiveAsync(queue.DeadLetters), null, Cancellation);
        ServiceBusReceivedMessage again = await ReceiveAsync(queue.DeadLetters);

        Assert.Equal("MaxDeliveryCountExceeded", again.DeadLetterReason);
        await queue.DeadLetters.CompleteMessageAsync(again, Cancellation);
    }

    [Fact]
    public async Task A_dead_letter_that_is_dead_lettered_stays_there_with_its_new_reason()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.SendAsync("bad");
        await queue.Receiver.DeadLetterMessageAsync(await queue.ReceiveAsync(), "Bad", null, Cancellation);

        await queue.DeadLetters.DeadLetterMessageAsync(await ReceiveAsync(queue.DeadLetters), "Worse", null, Cancellation);

        Assert.Equal("Worse", Assert.Single(await queue.DeadLetters.PeekMessagesAsync(10, 0, Cancellation)).DeadLetterReason);
        Assert.Equal("Worse", (await ReceiveAsync(queue.DeadLetters)).DeadLetterReason);
    }

    [Fact]
    public async Task A_dead_letter_sent_again_has_lost_its_reason()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.Sender.SendMessageAsync(new ServiceBusMessage("bad") { Subject = "kept" }, Cancellation);
        await queue.Receiver.DeadLetterMessageAsync(await queue.ReceiveAsync(), "BadRequest", "no input", Cancellation);

        await queue.Sender.SendMessageAsync(new ServiceBusMessage(await ReceiveAsync(queue.DeadLetters)), Cancellation);
        ServiceBusReceivedMessage again = await queue.ReceiveAsync();

        Assert.Equal(("bad", "kept", null), (again.Body.ToString(), again.Subject, again.DeadLetterReason));
        Assert.Empty(again.ApplicationProperties);
    }

    [Fact]
    public async Task Nothing_can_be_sent_to_the_dead_letter_queue()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await using ServiceBusSender sender = queue.Client.CreateSender(queue.DeadLetters.EntityPath);

        await Assert.ThrowsAsync<InvalidOperationException>(() => sender.SendMessageAsync(new ServiceBusMessage("x"), Cancellation));
    }
}
