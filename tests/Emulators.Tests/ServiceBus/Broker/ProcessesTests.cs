using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus.OnBroker;

/// <summary>Queues shared by processes, and processes that die.</summary>
public sealed class ProcessesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receiver_in_another_process_gets_what_is_sent_here()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        using var receiver = new ChildProcess(ChildRoles.CompleteMessages, queue.ConnectionString);
        Assert.Equal("ready", await receiver.NextAsync());

        foreach (string body in (string[])["one", "two", "three"])
        {
            await queue.SendAsync(body);
            Assert.Equal(body, await receiver.NextAsync());
        }

        Assert.Empty(await queue.Receiver.PeekMessagesAsync(10, null, Cancellation));
    }

    [Fact]
    public async Task A_receiver_here_gets_what_another_process_sends()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        Task<ServiceBusReceivedMessage> waiting = queue.ReceiveAsync();
        using var sender = new ChildProcess(ChildRoles.SendNumbers, queue.ConnectionString);

        Assert.Equal("0", (await waiting).Body.ToString());
        Assert.Equal("0", await sender.NextAsync());
    }

    [Fact]
    public async Task Nothing_is_lost_when_the_sender_is_killed_right_after_its_send_has_returned()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        using var sender = new ChildProcess(ChildRoles.SendNumbers, queue.ConnectionString);
        var accepted = new List<string>();
        while (accepted.Count < 20)
        {
            accepted.Add(await sender.NextAsync());
        }

        accepted.AddRange(await sender.KillAsync());

        // One more may have been accepted but not reported.
        IReadOnlyList<ServiceBusReceivedMessage> found = await queue.Receiver.PeekMessagesAsync(accepted.Count + 2, null, Cancellation);
        Assert.InRange(found.Count, accepted.Count, accepted.Count + 1);
        Assert.Equal(accepted, found.Select(message => message.Body.ToString()).Take(accepted.Count));
    }

    [Fact]
    public async Task A_message_held_by_a_killed_process_comes_back_when_its_lock_runs_out()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.RenewedLock);
        await queue.SendAsync("held");
        using var holder = new ChildProcess(ChildRoles.HoldMessage, queue.ConnectionString);
        Assert.Equal("held", await holder.NextAsync());

        await holder.KillAsync();
        ServiceBusReceivedMessage again = await queue.ReceiveAsync();

        Assert.Equal(("held", 2), (again.Body.ToString(), again.DeliveryCount));
        await queue.Receiver.CompleteMessageAsync(again, Cancellation);
    }

    [Fact]
    public async Task Workers_share_a_queue_so_that_none_is_left_out()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        const int Count = 300;
        ChildProcess[] workers = [.. Enumerable.Range(0, 3).Select(_ => new ChildProcess(ChildRoles.ProcessMessages, queue.ConnectionString))];
        foreach (ChildProcess worker in workers)
        {
            Assert.Equal("ready", await worker.NextAsync());
        }

        await queue.SendAsync([.. Enumerable.Range(0, Count).Select(number => $"{number}")]);
        while ((await queue.Receiver.PeekMessagesAsync(1, 0, Cancellation)).Count > 0)
        {
            await Task.Delay(20, Cancellation);
        }

        var handled = new List<IReadOnlyList<string>>();
        foreach (ChildProcess worker in workers)
        {
            handled.Add(await worker.KillAsync());
            worker.Dispose();
        }

        // An even share would be a third each; on a busy machine, one may be slow for a while.
        Assert.All(handled, numbers => Assert.InRange(numbers.Count, Count / 9, Count));
        Assert.Equal(handled.Sum(numbers => numbers.Count), handled.SelectMany(numbers => numbers).Distinct().Count());
    }

    [Fact]
    public async Task Processes_that_compete_for_messages_share_them_without_loss_or_repetition()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        const int Count = 100;
        using var one = new ChildProcess(ChildRoles.CompleteMessages, queue.ConnectionString);
        using var other = new ChildProcess(ChildRoles.CompleteMessages, queue.ConnectionString);
        Assert.Equal(("ready", "ready"), (await one.NextAsync(), await other.NextAsync()));

        await Task.WhenAll(Enumerable.Range(0, Count).Select(number => queue.SendAsync($"{number}")));
        while ((await queue.Receiver.PeekMessagesAsync(1, 0, Cancellation)).Count > 0)
        {
            await Task.Delay(20, Cancellation);
        }

        IReadOnlyList<string> handled = [.. await one.KillAsync(), .. await other.KillAsync()];
        // Each may have been killed between completing its last message and reporting it.
        Assert.InRange(handled.Distinct().Count(), Count - 2, Count);
        Assert.Equal(handled.Distinct().Count(), handled.Count);
    }
}
