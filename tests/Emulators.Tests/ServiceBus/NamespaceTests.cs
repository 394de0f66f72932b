using Azure.Messaging.ServiceBus;
using static Emulators.Tests.ServiceBus.QueueUnderTest;

namespace Emulators.Tests.ServiceBus;

/// <summary>Connection strings and names.</summary>
public sealed class NamespaceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unknown_queue_is_MessagingEntityNotFound()
    {
        await using var queue = await QueueUnderTest.CreateAsync();

        await AssertFailsAsync(
            ServiceBusFailureReason.MessagingEntityNotFound,
            () => queue.Client.CreateSender("nowhere").SendMessageAsync(new ServiceBusMessage("x"), Cancellation));
        await AssertFailsAsync(
            ServiceBusFailureReason.MessagingEntityNotFound, () => queue.Client.CreateReceiver("nowhere").ReceiveMessageAsync(Moment, Cancellation));
    }

    [Fact]
    public async Task Queue_names_ignore_case()
    {
        await using var queue = await QueueUnderTest.CreateAsync();

        await queue.Client.CreateSender(queue.Name.ToUpperInvariant()).SendMessageAsync(new ServiceBusMessage("x"), Cancellation);

        await queue.ReceiveAsync();
    }

    [Theory]
    [InlineData("no pairs at all", typeof(FormatException))]
    [InlineData("SharedAccessKeyName=Root;SharedAccessKey=abc", typeof(ArgumentException))]
    [InlineData("Endpoint=not a uri", typeof(UriFormatException))]
    public void A_malformed_connection_string_is_refused(string connectionString, Type error) =>
        Assert.Throws(error, () => new ServiceBusClient(connectionString));

    [Fact]
    public void Message_ids_have_at_most_128_characters() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceBusMessage("x") { MessageId = new string('x', 129) });
}
