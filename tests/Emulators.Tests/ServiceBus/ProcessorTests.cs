using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using static Emulators.Tests.ServiceBus.QueueUnderTest;

namespace Emulators.Tests.ServiceBus;

public sealed class ProcessorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Completes_a_message_when_its_handler_returns()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await using var processor = new RunningProcessor(queue, _ => Task.CompletedTask);
        await processor.StartAsync();

        await queue.SendAsync("one", "two");
        await processor.HandledAsync(2);
        await processor.StopAsync();

        Assert.Empty(await queue.Receiver.PeekMessagesAsync(10, null, Cancellation));
        Assert.Empty(processor.Errors);
    }

    [Fact]
    public async Task Leaves_the_message_to_the_handler_where_auto_completion_is_off()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await using var processor = new RunningProcessor(
            queue,
            args => args.Message.Body.ToString() == "done" ? args.CompleteMessageAsync(args.Message) : Task.CompletedTask,
            new ServiceBusProcessorOptions { AutoCompleteMessages = false });
        await processor.StartAsync();

        await queue.SendAsync("done", "open");
        await processor.HandledAsync(2);
        await processor.StopAsync();

        Assert.Equal("open", Assert.Single(await queue.Receiver.PeekMessagesAsync(10, null, Cancellation)).Body.ToString());
    }

    [Fact]
    public async Task A_handler_may_dead_letter_its_message()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await using var processor = new RunningProcessor(queue, args => args.DeadLetterMessageAsync(args.Message, "Bad", "very"));
        await processor.StartAsync();

        await queue.SendAsync("bad");

        Assert.Equal("Bad", (await ReceiveAsync(queue.DeadLetters)).DeadLetterReason);
        await processor.StopAsync();
        Assert.Empty(processor.Errors);
    }

    [Fact]
    public async Task A_handler_that_throws_is_reported_and_its_message_delivered_again_until_the_limit()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.ThreeDeliveries);
        await using var processor = new RunningProcessor(queue, _ => throw new FormatException("bad picture"));
        await processor.StartAsync();

        await queue.SendAsync("poison");

        Assert.Equal("MaxDeliveryCountExceeded", (await ReceiveAsync(queue.DeadLetters)).DeadLetterReason);
        await processor.StopAsync();
        Assert.Equal(3, processor.Errors.Count);
        Assert.All(processor.Errors, error =>
        {
            Assert.IsType<FormatException>(error.Exception);
            Assert.Equal((ServiceBusErrorSource.ProcessMessageCallback, queue.Name), (error.ErrorSource, error.EntityPath));
        });
    }

    [Fact]
    public async Task Renews_the_lock_of_a_handler_that_takes_longer()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.RenewedLock);
        await using var processor = new RunningProcessor(queue, async args =>
        {
            DateTimeOffset firstEnd = args.Message.LockedUntil;
            while (DateTimeOffset.UtcNow <= firstEnd.AddSeconds(1))
            {
                await Task.Delay(20);
            }
        });
        await processor.StartAsync();

        await queue.SendAsync("long");
        await processor.HandledAsync(1);
        await processor.StopAsync();

        Assert.Equal(1, Assert.Single(processor.Handled).DeliveryCount);
        Assert.Empty(processor.Errors);
        Assert.Empty(await queue.Receiver.PeekMessagesAsync(10, null, Cancellation));
    }

    [Fact]
    public async Task Without_renewal_a_handler_that_takes_longer_loses_its_lock()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.ShortLock);
        var delivered = new SemaphoreSlim(0);
        await using var processor = new RunningProcessor(
            queue,
            async args =>
            {
                delivered.Release();
                if (args.Message.DeliveryCount == 1)
                {
                    await delivered.WaitAsync();
                    await delivered.WaitAsync();
                }
            },
            new ServiceBusProcessorOptions { MaxAutoLockRenewalDuration = TimeSpan.Zero, MaxConcurrentCalls = 2 });
        await processor.StartAsync();

        await queue.SendAsync("long");
        await processor.HandledAsync(2);
        await processor.StopAsync();

        ProcessErrorEventArgs error = Assert.Single(processor.Errors);
        Assert.Equal(ServiceBusErrorSource.Complete, error.ErrorSource);
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, Assert.IsType<ServiceBusException>(error.Exception).Reason);
    }

    [Fact]
    public async Task Runs_as_many_handlers_at_a_time_as_allowed()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        using var together = new Barrier(3);
        int running = 0;
        int most = 0;
        await using var processor = new RunningProcessor(
            queue,
            _ =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                bool met = together.SignalAndWait(Patience, Cancellation);
                Interlocked.Decrement(ref running);
                return met ? Task.CompletedTask : throw new TimeoutException();
            },
            new ServiceBusProcessorOptions { MaxConcurrentCalls = 3 });
        await processor.StartAsync();

        await queue.SendAsync("1", "2", "3", "4", "5", "6");
        await processor.HandledAsync(6);
        await processor.StopAsync();

        Assert.Equal(3, most);
        Assert.Empty(processor.Errors);
    }

    [Fact]
    public async Task Stopping_lets_running_handlers_end_and_takes_no_more_messages()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        var started = new TaskCompletionSource();
        var stopSeen = new TaskCompletionSource();
        await using var processor = new RunningProcessor(queue, async args =>
        {
            args.CancellationToken.Register(() => stopSeen.TrySetResult());
            started.SetResult();
            await stopSeen.Task;
        });
        await processor.StartAsync();
        await queue.SendAsync("running", "waiting");
        await started.Task.WaitAsync(Patience, Cancellation);

        await processor.StopAsync();

        Assert.Equal("running", Assert.Single(processor.Handled).Body.ToString());
        Assert.Equal("waiting", (await queue.ReceiveAsync()).Body.ToString());
        Assert.Empty(processor.Errors);
    }

    [Fact]
    public async Task Can_be_started_again_after_a_stop()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await using var processor = new RunningProcessor(queue, _ => Task.CompletedTask);
        await processor.StartAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(processor.StartAsync);
        await processor.StopAsync();
        await processor.StartAsync();

        await queue.SendAsync("one");

        await processor.HandledAsync(1);
    }

    [Fact]
    public async Task Needs_both_handlers_to_start()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await using ServiceBusProcessor processor = queue.Client.CreateProcessor(queue.Name);
        await Assert.ThrowsAsync<InvalidOperationException>(() => processor.StartProcessingAsync(Cancellation));

        processor.ProcessMessageAsync += _ => Task.CompletedTask;

        await Assert.ThrowsAsync<InvalidOperationException>(() => processor.StartProcessingAsync(Cancellation));
        Assert.Throws<NotSupportedException>(() => processor.ProcessMessageAsync += _ => Task.CompletedTask);
        Assert.False(processor.IsProcessing);
    }

    [Fact]
    public async Task Reports_a_queue_that_does_not_exist()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        var reported = new TaskCompletionSource<ProcessErrorEventArgs>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ServiceBusProcessor processor = queue.Client.CreateProcessor("nowhere");
        processor.ProcessMessageAsync += _ => Task.CompletedTask;
        processor.ProcessErrorAsync += args =>
        {
            reported.TrySetResult(args);
            return Task.CompletedTask;
        };

        await processor.StartProcessingAsync(Cancellation);
        ProcessErrorEventArgs error = await reported.Task.WaitAsync(Patience, Cancellation);

        Assert.Equal(ServiceBusErrorSource.Receive, error.ErrorSource);
        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, Assert.IsType<ServiceBusException>(error.Exception).Reason);
    }

    [Fact]
    public async Task Empties_a_dead_letter_queue()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.SendAsync("bad");
        await queue.Receiver.DeadLetterMessageAsync(await queue.ReceiveAsync(), "Bad", null, Cancellation);
        await using var processor = new RunningProcessor(
            queue, _ => Task.CompletedTask, new ServiceBusProcessorOptions { SubQueue = SubQueue.DeadLetter });

        await processor.StartAsync();
        await processor.HandledAsync(1);

        Assert.Equal("Bad", Assert.Single(processor.Handled).DeadLetterReason);
    }

    /// <summary>A processor that records the messages it handled and the errors.</summary>
    private sealed class RunningProcessor : IAsyncDisposable
    {
        private readonly ServiceBusProcessor _processor;
        private readonly SemaphoreSlim _handled = new(0);

        public RunningProcessor(QueueUnderTest queue, Func<ProcessMessageEventArgs, Task> handler, ServiceBusProcessorOptions? options = null)
        {
            _processor = queue.Client.CreateProcessor(queue.Name, options ?? new ServiceBusProcessorOptions());
            _processor.ProcessMessageAsync += async args =>
            {
                await handler(args);
                Handled.Enqueue(args.Message);
                _handled.Release();
            };
            _processor.ProcessErrorAsync += args =>
            {
                Errors.Enqueue(args);
                return Task.CompletedTask;
            };
        }

        public ConcurrentQueue<ServiceBusReceivedMessage> Handled { get; } = [];

        public ConcurrentQueue<ProcessErrorEventArgs> Errors { get; } = [];

        public Task StartAsync() => _processor.StartProcessingAsync(Cancellation);

        public Task StopAsync() => _processor.StopProcessingAsync(Cancellation);

        public async Task HandledAsync(int count)
        {
            for (int i = 0; i < count; i++)
            {
                Assert.True(await _handled.WaitAsync(Patience, Cancellation), "No further message was handled.");
            }
        }

        public ValueTask DisposeAsync() => _processor.DisposeAsync();
    }
}
