using System.Diagnostics;
using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus;

public sealed class TraceTests
{
    private const string Sources = "Azure.Messaging.ServiceBus.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_carries_an_activity_of_its_own_below_its_sender_s()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        using var trace = new OwnTrace(Sources);

        await queue.SendAsync("one");

        var message = trace.Single("Message");
        var received = await queue.ReceiveAsync();
        Assert.Equal((trace.Root.SpanId, ActivityKind.Producer), (message.ParentSpanId, message.Kind));
        Assert.Equal((message.Id, message.Id), (received.ApplicationProperties["traceparent"], received.ApplicationProperties["Diagnostic-Id"]));
        Assert.Equal(message.SpanId, Assert.Single(trace.Single("ServiceBusSender.Send").Links).Context.SpanId);
    }

    [Fact]
    public async Task A_message_keeps_the_trace_that_it_has()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        using var trace = new OwnTrace(Sources);
        var message = new ServiceBusMessage("one") { ApplicationProperties = { ["traceparent"] = trace.Root.Id! } };

        await queue.Sender.SendMessageAsync(message, Cancellation);

        Assert.Equal(trace.Root.Id, (await queue.ReceiveAsync()).ApplicationProperties["traceparent"]);
        Assert.DoesNotContain(trace.Ended, activity => activity.OperationName == "Message");
    }

    [Fact]
    public async Task A_handler_runs_below_the_message_s_activity()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        var handled = new TaskCompletionSource<Activity?>();
        await using var processor = queue.Client.CreateProcessor(queue.Name);
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        processor.ProcessMessageAsync += _ =>
        {
            handled.TrySetResult(Activity.Current);
            return Task.CompletedTask;
        };
        await processor.StartProcessingAsync(Cancellation);
        using var trace = new OwnTrace(Sources);

        await queue.SendAsync("one");

        var current = await handled.Task.WaitAsync(QueueUnderTest.Patience, Cancellation);
        Assert.Equal(("ServiceBusProcessor.ProcessMessage", ActivityKind.Consumer), (current?.OperationName, current?.Kind));
        Assert.Equal(trace.Single("Message").SpanId, current!.ParentSpanId);
    }

    [Fact]
    public async Task A_message_carries_nothing_where_nothing_is_traced()
    {
        await using var queue = await QueueUnderTest.CreateAsync();

        await queue.SendAsync("one");

        Assert.Empty((await queue.ReceiveAsync()).ApplicationProperties);
    }
}
