using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus;

public sealed class PrefetchTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prefetched_messages_are_locked_and_come_in_their_order()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await using ServiceBusReceiver ahead = Prefetching(queue, 2);
        await queue.SendAsync("one", "two", "three", "four");

        ServiceBusReceivedMessage first = await QueueUnderTest.ReceiveAsync(ahead);
        // A delivered message counts as one of the two until it is settled.
        Assert.Equal("three", (await queue.ReceiveAsync()).Body.ToString());
        Assert.Equal("two", (await QueueUnderTest.ReceiveAsync(ahead)).Body.ToString());
        await ahead.CompleteMessageAsync(first, Cancellation);
        ServiceBusReceivedMessage last = await QueueUnderTest.ReceiveAsync(ahead);
        await ahead.CompleteMessageAsync(last, Cancellation);

        Assert.Equal(("one", "four", 1), (first.Body.ToString(), last.Body.ToString(), last.DeliveryCount));
        await QueueUnderTest.AssertEmptyAsync(ahead);
    }

    [Fact]
    public async Task A_message_prefetched_too_early_has_lost_its_lock_when_it_is_asked_for()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.ShortLock);
        await using ServiceBusReceiver ahead = Prefetching(queue, 2);
        await queue.SendAsync("first", "second");
        await QueueUnderTest.ReceiveAsync(ahead);

        // The other receiver gets both after their locks have expired.
        IEnumerable<string> again = [(await queue.ReceiveAsync()).Body.ToString(), (await queue.ReceiveAsync()).Body.ToString()];
        ServiceBusReceivedMessage late = await QueueUnderTest.ReceiveAsync(ahead);

        Assert.Equal(["first", "second"], again);
        Assert.Equal("second", late.Body.ToString());
        await QueueUnderTest.AssertFailsAsync(ServiceBusFailureReason.MessageLockLost, () => ahead.CompleteMessageAsync(late, Cancellation));
    }

    [Fact]
    public async Task Prefetched_messages_of_a_closed_receiver_come_back()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.ShortLock);
        await queue.SendAsync("first", "second");
        await using (ServiceBusReceiver ahead = Prefetching(queue, 5))
        {
            await ahead.CompleteMessageAsync(await QueueUnderTest.ReceiveAsync(ahead), Cancellation);
        }

        ServiceBusReceivedMessage again = await queue.ReceiveAsync();

        Assert.Equal("second", again.Body.ToString());
    }

    [Fact]
    public async Task A_processor_prefetches_too_and_completes_all()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.SendAsync([.. Enumerable.Range(0, 20).Select(number => $"{number}")]);
        var handled = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ServiceBusProcessor processor = queue.Client.CreateProcessor(
            queue.Name, new ServiceBusProcessorOptions { PrefetchCount = 6, MaxConcurrentCalls = 2 });
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        processor.ProcessMessageAsync += arguments =>
        {
            handled.Enqueue(arguments.Message.Body.ToString());
            if (handled.Count == 20)
            {
                all.TrySetResult();
            }

            return Task.CompletedTask;
        };

        await processor.StartProcessingAsync(Cancellation);
        await all.Task.WaitAsync(QueueUnderTest.Patience, Cancellation);
        await processor.StopProcessingAsync(Cancellation);

        Assert.Equal(20, handled.Distinct().Count());
        Assert.Empty(await queue.Receiver.PeekMessagesAsync(1, 0, Cancellation));
    }

    private static ServiceBusReceiver Prefetching(QueueUnderTest queue, int count) =>
        queue.Client.CreateReceiver(queue.Name, new ServiceBusReceiverOptions { PrefetchCount = count });
}
