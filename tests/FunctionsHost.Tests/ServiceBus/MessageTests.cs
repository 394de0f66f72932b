using Azure.Messaging.ServiceBus;

namespace FunctionsHost.Tests.ServiceBus;

public sealed class MessageTests(SharedHost shared)
{
    private HostUnderTest Host => shared.Host;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_arrives_whole_and_is_completed()
    {
        await using var sender = Host.Broker.Client.CreateSender("single");
        await sender.SendMessageAsync(
            new ServiceBusMessage("hello") { MessageId = "whole", ApplicationProperties = { ["color"] = "blue" } }, Cancellation);

        await NotedAsync("single", "whole|hello|1|blue");
        await GoneAsync("single", "hello");
    }

    [Fact]
    public async Task A_message_whose_function_fails_comes_back_and_is_dead_lettered_at_the_limit()
    {
        await using var sender = Host.Broker.Client.CreateSender("single");
        await sender.SendMessageAsync(new ServiceBusMessage("fail") { MessageId = "poison" }, Cancellation);
        await using var dead = Host.Broker.Client.CreateReceiver("single", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        var message = await dead.ReceiveMessageAsync(TimeSpan.FromSeconds(10), Cancellation);
        await dead.CompleteMessageAsync(message, Cancellation);

        Assert.Equal("poison", message.MessageId);
        Assert.Equal(["poison|fail|1|", "poison|fail|2|", "poison|fail|3|"], (await Host.NotesAsync("single")).Where(note => note.StartsWith("poison", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task As_many_run_side_by_side_as_host_json_says()
    {
        await Host.Broker.SendAsync("single", [.. Enumerable.Repeat("wait", 8)]);
        await GoneAsync("single", "wait");

        Assert.Equal(4, (await Host.NotesAsync("side-by-side")).Max(int.Parse));
    }

    [Fact]
    public async Task Messages_that_are_there_arrive_as_one_batch_and_are_completed()
    {
        // While this one runs, no more messages are requested.
        await Host.Broker.SendAsync("batch", "wait");
        await NotedAsync("batch", "wait");
        await Host.Broker.SendAsync("batch", "b1", "b2", "b3");

        await GoneAsync("batch", "b3");
        Assert.Equal(["b1,b2,b3"], (await Host.NotesAsync("batch")).Where(note => note.Contains('b', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_batch_whose_function_fails_comes_back()
    {
        await Host.Broker.SendAsync("batch", "fail");
        await using var dead = Host.Broker.Client.CreateReceiver("batch", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        var message = await dead.ReceiveMessageAsync(TimeSpan.FromSeconds(10), Cancellation);

        Assert.Equal("fail", message.Body.ToString());
        Assert.Equal(3, (await Host.NotesAsync("batch")).Count(note => note == "fail"));
    }

    [Fact]
    public async Task A_text_is_the_messages_body()
    {
        await Host.Broker.SendAsync("text", "just text");
        await Host.Broker.SendAsync("texts", "t1", "t2");

        await NotedAsync("text", "just text");
        Assert.Equal(["t1,t2"], await Host.NotesAsync("texts", 1));
    }

    [Fact]
    public async Task A_message_that_nobody_completes_comes_back_when_its_lock_runs_out()
    {
        await Host.Broker.SendAsync("manual", "again");

        await NotedAsync("manual", "again|1");
        await NotedAsync("manual", "again|2");
    }

    private Task NotedAsync(string topic, string note) => HostUnderTest.EventuallyAsync(async () => (await Host.NotesAsync(topic)).Contains(note));

    private Task GoneAsync(string queue, string body) =>
        HostUnderTest.EventuallyAsync(async () => (await Host.Broker.PeekAsync(queue)).All(message => message.Body.ToString() != body));
}
