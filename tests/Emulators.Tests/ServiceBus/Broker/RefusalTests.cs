using System.Transactions;
using Azure.Messaging.ServiceBus;
using static Emulators.Tests.ServiceBus.QueueUnderTest;

namespace Emulators.Tests.ServiceBus.OnBroker;

/// <summary>What the broker refuses, as reported by .NET's client.</summary>
public sealed class RefusalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sessions_are_InvalidOperationException()
    {
        await using var queue = await QueueUnderTest.CreateAsync(await BrokerStage.StartAsync(QueueKind.Plain));

        await Assert.ThrowsAsync<InvalidOperationException>(() => queue.Client.AcceptSessionAsync(queue.Name, "one", null, Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(() => queue.Client.AcceptNextSessionAsync(queue.Name, null, Cancellation));
    }

    [Fact]
    public async Task Transactions_are_NotSupportedException()
    {
        await using var queue = await QueueUnderTest.CreateAsync(await BrokerStage.StartAsync(QueueKind.Plain));
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await Assert.ThrowsAsync<NotSupportedException>(() => queue.SendAsync("x"));
        }

        Assert.Empty(await queue.Receiver.PeekMessagesAsync(1, null, Cancellation));
    }

    [Fact]
    public async Task A_full_namespace_is_QuotaExceeded_until_messages_are_taken()
    {
        await using var queue = await QueueUnderTest.CreateAsync(await BrokerStage.StartAsync(QueueKind.Plain, largestSize: 100_000));
        await queue.Sender.SendMessageAsync(new ServiceBusMessage(new byte[150_000]), Cancellation);

        await AssertFailsAsync(ServiceBusFailureReason.QuotaExceeded, () => queue.SendAsync("x"));
        await queue.Receiver.CompleteMessageAsync(await queue.ReceiveAsync(), Cancellation);
        await queue.SendAsync("y");

        Assert.Equal("y", (await queue.ReceiveAsync()).Body.ToString());
    }

    [Fact]
    public async Task Nothing_is_sent_to_a_dead_letter_queue()
    {
        await using var queue = await QueueUnderTest.CreateAsync(await BrokerStage.StartAsync(QueueKind.Plain));

        await Assert.ThrowsAnyAsync<Exception>(() => queue.Client.CreateSender($"{queue.Name}/$DeadLetterQueue").SendMessageAsync(new ServiceBusMessage("x"), Cancellation));
        await AssertEmptyAsync(queue.DeadLetters);
    }
}
