using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Emulators.Tests.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Emulators.Tests.FunctionsWorker;

public sealed class QueueFunctionTests
{
    [Fact]
    public async Task A_message_is_completed_when_its_function_returns()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await using var host = await StartAsync(queue, typeof(OneByOne));

        await queue.SendAsync("a");

        Assert.Equal("1 a", await host.NextTraceAsync());
        await host.StopAsync(TestHost.Cancellation);
        await queue.AssertEmptyAsync();
    }

    [Fact]
    public async Task A_message_whose_function_fails_comes_back_until_it_is_dead()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.TwoDeliveries);
        await using var host = await StartAsync(queue, typeof(Failing), typeof(DeadLetters));

        await queue.SendAsync("a");

        Assert.Equal("1 a", await host.NextTraceAsync());
        Assert.Equal("2 a", await host.NextTraceAsync());
        Assert.Equal("dead a MaxDeliveryCountExceeded", await host.NextTraceAsync());
    }

    [Fact]
    public async Task A_batch_is_handed_over_whole_and_completed()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.SendAsync("a", "b", "c");
        await using var host = await StartAsync(queue, typeof(Batched));

        Assert.Equal("a,b,c", await host.NextTraceAsync());
        await host.StopAsync(TestHost.Cancellation);
        await queue.AssertEmptyAsync();
    }

    [Fact]
    public async Task A_batch_is_no_larger_than_host_json_says()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.SendAsync("a", "b", "c");
        await using var host = await StartAsync(queue, """{ "extensions": { "serviceBus": { "maxMessageBatchSize": 2 } } }""", typeof(Batched));

        Assert.Equal("a,b", await host.NextTraceAsync());
        Assert.Equal("c", await host.NextTraceAsync());
    }

    [Fact]
    public async Task A_failed_batch_is_abandoned_but_for_what_it_has_settled()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.OneDelivery);
        await queue.SendAsync("kept", "done", "kept too");
        await using var host = await StartAsync(queue, typeof(HalfDone), typeof(DeadLetters));

        string[] dead = [await host.NextTraceAsync(), await host.NextTraceAsync()];

        Assert.Equal(["dead kept MaxDeliveryCountExceeded", "dead kept too MaxDeliveryCountExceeded"], dead.Order());
        await host.StopAsync(TestHost.Cancellation);
        await queue.AssertEmptyAsync();
    }

    [Fact]
    public async Task Without_automatic_completion_the_function_settles()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await using var host = await StartAsync(queue, typeof(Manual), typeof(DeadLetters));

        await queue.SendAsync("a");

        Assert.Equal("dead a refused", await host.NextTraceAsync());
    }

    [Fact]
    public async Task Messages_run_side_by_side_up_to_the_limit_of_host_json()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await using var host = await StartAsync(queue, """{ "extensions": { "serviceBus": { "maxConcurrentCalls": 2 } } }""", typeof(Pairs));

        await queue.SendAsync("a", "b");

        Assert.Equal("met", await host.NextTraceAsync());
        Assert.Equal("met", await host.NextTraceAsync());
    }

    [Fact]
    public async Task A_lock_is_renewed_while_the_function_runs()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.RenewedLock);
        await using var host = await StartAsync(queue, typeof(Patient));

        await queue.SendAsync("a");

        Assert.Equal("1", await host.NextTraceAsync());
        await host.StopAsync(TestHost.Cancellation);
        Assert.Empty(host.Trace);
        await queue.AssertEmptyAsync();
    }

    [Fact]
    public async Task A_function_that_takes_longer_than_host_json_allows_is_canceled_and_has_failed()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.OneDelivery);
        await using var host = await StartAsync(queue, """{ "functionTimeout": "00:00:00.2" }""", typeof(Endless), typeof(DeadLetters));

        await queue.SendAsync("a");
        string[] traces = [await host.NextTraceAsync(), await host.NextTraceAsync()];

        Assert.Equal(["canceled", "dead a MaxDeliveryCountExceeded"], traces.Order());
    }

    private static Task<TestHost> StartAsync(QueueUnderTest queue, params Type[] functions) => StartAsync(queue, "{}", functions);

    private static async Task<TestHost> StartAsync(QueueUnderTest queue, string hostJson, params Type[] functions)
    {
        var host = new TestHost(functions)
        {
            HostJson = hostJson,
            Settings = { ["ServiceBus"] = queue.ConnectionString, ["Queue"] = queue.Name },
        };
        await host.StartAsync();
        return host;
    }

    public sealed class OneByOne(ConcurrentQueue<string> trace)
    {
        [Function("OneByOne")]
        public void Run([ServiceBusTrigger("%Queue%", Connection = "ServiceBus")] ServiceBusReceivedMessage message) =>
            trace.Enqueue($"{message.DeliveryCount} {message.Body}");
    }

    public sealed class Failing(ConcurrentQueue<string> trace)
    {
        [Function("Failing")]
        public void Run([ServiceBusTrigger("%Queue%", Connection = "ServiceBus")] ServiceBusReceivedMessage message)
        {
            trace.Enqueue($"{message.DeliveryCount} {message.Body}");
            throw new InvalidOperationException("No.");
        }
    }

    public sealed class DeadLetters(ConcurrentQueue<string> trace)
    {
        [Function("DeadLetters")]
        public void Run([ServiceBusTrigger("%Queue%/$DeadLetterQueue")] ServiceBusReceivedMessage message) =>
            trace.Enqueue($"dead {message.Body} {message.DeadLetterReason}");
    }

    public sealed class Endless(ConcurrentQueue<string> trace)
    {
        [Function("Endless")]
        public async Task RunAsync([ServiceBusTrigger("%Queue%", Connection = "ServiceBus")] string body, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            trace.Enqueue("canceled");
        }
    }

    public sealed class Batched(ConcurrentQueue<string> trace)
    {
        [Function("Batched")]
        public Task RunAsync([ServiceBusTrigger("%Queue%", Connection = "ServiceBus", IsBatched = true)] ServiceBusReceivedMessage[] messages)
        {
            trace.Enqueue(string.Join(',', messages.Select(message => message.Body)));
            return Task.CompletedTask;
        }
    }

    public sealed class HalfDone
    {
        [Function("HalfDone")]
        public async Task RunAsync(
            [ServiceBusTrigger("%Queue%", Connection = "ServiceBus", IsBatched = true)] ServiceBusReceivedMessage[] messages, ServiceBusMessageActions actions)
        {
            await actions.CompleteMessageAsync(messages.Single(message => message.Body.ToString() == "done"));
            throw new InvalidOperationException("No.");
        }
    }

    public sealed class Manual
    {
        [Function("Manual")]
        public Task RunAsync(
            [ServiceBusTrigger("%Queue%", Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
            ServiceBusMessageActions actions,
            CancellationToken cancellationToken) =>
            actions.DeadLetterMessageAsync(message, deadLetterReason: "refused", cancellationToken: cancellationToken);
    }

    public sealed class Pairs(ConcurrentQueue<string> trace)
    {
        private static readonly Barrier Meeting = new(2);

        [Function("Pairs")]
        public void Run([ServiceBusTrigger("%Queue%", Connection = "ServiceBus")] string body) =>
            trace.Enqueue(Meeting.SignalAndWait(QueueUnderTest.Patience) ? "met" : "alone");
    }

    public sealed class Patient(ConcurrentQueue<string> trace)
    {
        [Function("Patient")]
        public async Task RunAsync([ServiceBusTrigger("%Queue%", Connection = "ServiceBus")] ServiceBusReceivedMessage message)
        {
            // Real time: the lock is the queue's, kept by the real clock.
            await Task.Delay(TimeSpan.FromSeconds(2));
            trace.Enqueue($"{message.DeliveryCount}");
        }
    }
}
