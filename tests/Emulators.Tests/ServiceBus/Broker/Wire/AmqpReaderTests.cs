using Emulators.ServiceBus.Wire;
using FsCheck;
using FsCheck.Xunit;

namespace Emulators.Tests.ServiceBus.Wire;

public sealed class AmqpReaderTests
{
    [Property(MaxTest = 2_000)]
    public void What_the_clients_library_encodes_is_stepped_over_whole(DoNotSize<int> any)
    {
        var seed = any.Item;
        var value = AnyValue.Encode(seed);
        byte[] bytes = [.. value, 0xFF];
        var reader = new AmqpReader(bytes);

        Assert.True(reader.TrySkip());
        Assert.Equal(value.Length, reader.Position);
    }

    [Property(MaxTest = 500)]
    public void No_value_that_is_cut_short_is_one(DoNotSize<int> any)
    {
        var seed = any.Item;
        var value = AnyValue.Encode(seed);
        for (var length = 0; length < value.Length; length++)
        {
            Assert.False(new AmqpReader(value.AsSpan(0, length)).TrySkip(), $"{length} of {value.Length} bytes");
        }
    }

    [Property(MaxTest = 5_000)]
    public void Whatever_comes_the_reader_stays_within_it(byte[] bytes)
    {
        var reader = new AmqpReader(bytes);
        while (!reader.IsAtEnd && reader.TrySkip())
        {
        }

        Assert.InRange(reader.Position, 0, bytes.Length);
        _ = new AmqpReader(bytes).TrySkipList();
        _ = new AmqpReader(bytes).TryReadDescriptor(out _);
    }

    [Property(MaxTest = 2_000)]
    public void A_value_with_bytes_changed_is_stepped_over_or_refused(DoNotSize<int> any)
    {
        var seed = any.Item;
        var random = new Random(seed);
        var value = AnyValue.Encode(seed);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            value[random.Next(value.Length)] = (byte)random.Next();
        }

        var reader = new AmqpReader(value);
        _ = reader.TrySkip();
        Assert.InRange(reader.Position, 0, value.Length);
    }

    [Theory]
    [InlineData("C0 FF 01 40", "a list longer than what is there")]
    [InlineData("C0 02 02 40", "a list of two that holds one")]
    [InlineData("C0 03 01 40 40", "a list of one that holds two")]
    [InlineData("D0 FF FF FF FF 00 00 00 01", "a list of 4 GB")]
    [InlineData("D0 7F FF FF FF 7F FF FF FF", "a list of 2 GB")]
    [InlineData("D0 00 00 00 04 FF FF FF FF", "a list that claims 4 billion values")]
    [InlineData("C0 00", "a list without room for its count")]
    [InlineData("C1 02 01 40", "a map of one key and no value")]
    [InlineData("F0 00 00 00 05 7F FF FF FF 40", "an array of 2 billion nulls")]
    [InlineData("F0 00 00 00 05 7F FF FF FF 45", "an array of 2 billion empty lists")]
    [InlineData("E0 02 01 00", "an array of described values without a descriptor")]
    [InlineData("E0 01 00", "an array without a type")]
    [InlineData("B1 FF FF FF FF", "a string of 4 GB")]
    [InlineData("A1 05 61", "a string that is cut short")]
    [InlineData("00 53", "a described value that is cut short")]
    [InlineData("46", "an unknown type without a body")]
    [InlineData("A2 00", "an unknown type with a body")]
    [InlineData("30", "a type of no category")]
    [InlineData("", "nothing")]
    public void These_are_no_values(string hex, string why) =>
        Assert.False(new AmqpReader(Convert.FromHexString(hex.Replace(" ", string.Empty))).TrySkip(), why);

    [Theory]
    [InlineData(0xC0, 31, true)]
    [InlineData(0xC0, 33, false)]
    [InlineData(0x00, 31, true)]
    [InlineData(0x00, 10_000, false)]
    [InlineData(0xE0, 31, true)]
    [InlineData(0xE0, 34, false)]
    public void Values_within_values_end_at_a_depth(byte format, int depth, bool isLegal)
    {
        byte[] value = [0x40];
        for (var i = 0; i < depth; i++)
        {
            value = format switch
            {
                0xC0 => [0xC0, (byte)(value.Length + 1), 1, .. value],
                0xE0 => i == 0 ? [0xE0, 2, 0, 0x40] : [0xE0, (byte)(value.Length + 1), 1, .. value],
                _ => [0x00, 0x53, 0x24, .. value],
            };
        }

        Assert.Equal(isLegal, new AmqpReader(value).TrySkip());
    }

    [Fact]
    public void A_nest_of_descriptors_as_long_as_a_frame_is_no_value()
    {
        var zeros = new byte[Emulators.ServiceBus.Amqp.Limits.Frame];

        Assert.False(new AmqpReader(zeros).TrySkip());
    }
}
