using Emulators.ServiceBus.Messages;
using Emulators.ServiceBus.Wire;
using FsCheck;
using FsCheck.Xunit;
using Microsoft.Azure.Amqp;

namespace Emulators.Tests.ServiceBus.Wire;

public sealed class MessageSectionsTests
{
    [Property(MaxTest = 1_000)]
    public void What_the_clients_library_encodes_is_a_message(DoNotSize<int> any)
    {
        var seed = any.Item;
        var message = AnyMessage.Encode(seed);

        Assert.True(MessageSections.TryRead(message, out var sections));
        Assert.InRange(sections.BareFrom, 0, message.Length);
        Assert.NotNull(IncomingMessage.Read(message).MessageId);
    }

    [Property(MaxTest = 300)]
    public void A_message_that_is_cut_within_a_section_is_none(DoNotSize<int> any)
    {
        var seed = any.Item;
        var message = AnyMessage.Encode(seed);
        var ends = Enumerable.Range(0, message.Length + 1).Where(length => MessageSections.TryRead(message.AsSpan(0, length), out _)).ToArray();

        // At most where one of the five sections ends, and before the first.
        Assert.InRange(ends.Length, 2, 6);
    }

    [Property(MaxTest = 20_000)]
    public void Whatever_comes_is_read_or_refused_in_words(byte[] bytes) => AssertReadOrRefused(bytes);

    [Property(MaxTest = 20_000)]
    public void A_message_with_bytes_changed_is_read_or_refused_in_words(DoNotSize<int> any)
    {
        var seed = any.Item;
        var random = new Random(seed);
        var message = AnyMessage.Encode(seed);
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            message[random.Next(message.Length)] = (byte)random.Next();
        }

        AssertReadOrRefused(message);
    }

    [Theory]
    [InlineData("00 53 73 45 00 53 70 45", "a header behind the properties")]
    [InlineData("00 53 70 45 00 53 70 45", "two headers")]
    [InlineData("00 53 6F 45", "a section below the first")]
    [InlineData("00 53 79 45", "a section above the last")]
    [InlineData("00 53 77 40 00 53 77 40", "two values")]
    [InlineData("00 A3 03 61 62 63 45", "a section of no known name")]
    [InlineData("53 70", "no section")]
    public void These_are_no_messages(string hex, string why) =>
        Assert.False(MessageSections.TryRead(Convert.FromHexString(hex.Replace(" ", string.Empty)), out _), why);

    private static void AssertReadOrRefused(byte[] bytes)
    {
        NewMessage read;
        try
        {
            read = IncomingMessage.Read(bytes);
        }
        catch (AmqpException exception)
        {
            Assert.NotNull(exception.Error.Condition.Value);
            return;
        }

        // Whatever was accepted can be delivered, and dead-lettered.
        var message = new Message
        {
            Sequence = 1,
            EnqueuedAt = 0,
            ExpiresAt = Message.Never,
            Annotations = read.Annotations,
            ContentLength = read.Content.Length,
        };
        Assert.NotEqual(0, OutgoingMessage.EncodeHead(message, null, 0).Count);
        var dead = PropertyChanges.From(null).With(DeadLetterReason.Expired).ApplyTo(read.Content);
        Assert.True(MessageSections.TryRead(dead, out var sections));
        Assert.False(dead.AsSpan(sections.ApplicationProperties).IsEmpty);
    }
}
