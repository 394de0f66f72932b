using Emulators.ServiceBus.Wire;
using FsCheck;
using FsCheck.Xunit;
using Microsoft.Azure.Amqp;

namespace Emulators.Tests.ServiceBus.Wire;

public sealed class BatchTests
{
    [Property(MaxTest = 300)]
    public void A_batch_comes_apart_into_what_was_put_in(DoNotSize<int> any)
    {
        var seed = any.Item;
        byte[][] messages = [.. Enumerable.Range(seed & 0xFFFF, 1 + (seed & 7)).Select(AnyMessage.Encode)];

        Assert.Equal(messages, Batch.Split(AnyMessage.EncodeBatch(messages)).Select(static slice => slice.ToArray()));
    }

    [Property(MaxTest = 2_000)]
    public void Whatever_comes_is_split_or_refused_in_words(byte[] bytes) => AssertSplitOrRefused(bytes);

    [Property(MaxTest = 2_000)]
    public void A_batch_with_bytes_changed_is_split_or_refused_in_words(DoNotSize<int> any)
    {
        var seed = any.Item;
        var random = new Random(seed);
        var batch = AnyMessage.EncodeBatch(AnyMessage.Encode(seed), AnyMessage.Encode(seed + 1));
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            batch[random.Next(batch.Length)] = (byte)random.Next();
        }

        AssertSplitOrRefused(batch[..random.Next(batch.Length + 1)]);
    }

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("00 53 75 40", "data that is null")]
    [InlineData("00 53 75 A1 01 61", "data that is text")]
    [InlineData("00 53 77 A0 01 61", "a value and no data")]
    [InlineData("00 53 75 B0 7F FF FF FF", "data of 2 GB")]
    public void These_are_no_batches(string hex, string why) =>
        Assert.True(Assert.Throws<AmqpException>(() => Batch.Split(Convert.FromHexString(hex.Replace(" ", string.Empty)))) is not null, why);

    private static void AssertSplitOrRefused(byte[] bytes)
    {
        try
        {
            Assert.All(Batch.Split(bytes), slice => Assert.InRange(slice.Length, 0, bytes.Length));
        }
        catch (AmqpException exception)
        {
            Assert.Equal(AmqpErrorCode.DecodeError, exception.Error.Condition);
        }
    }
}
