using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Tests.Conversion;

/// <summary>The examples from protobuf's own description of its encoding, and edge cases.</summary>
public sealed class ProtobufWriterTests
{
    [Theory]
    [InlineData(0, "0800")]
    [InlineData(127, "087F")]
    [InlineData(128, "088001")]
    [InlineData(150, "089601")]
    [InlineData(long.MaxValue, "08FFFFFFFFFFFFFFFF7F")]
    [InlineData(-1, "08FFFFFFFFFFFFFFFFFF01")]
    public void Writes_an_integer_in_groups_of_seven_bits(long value, string hex) =>
        Assert.Equal(hex, Convert.ToHexString(new ProtobufWriter().Write(1, value).Written));

    [Fact]
    public void Writes_a_text_with_its_length_in_bytes() =>
        Assert.Equal("120774657374696E67", Convert.ToHexString(new ProtobufWriter().Write(2, "testing").Written));

    [Fact]
    public void Writes_a_message_inside_a_message() =>
        Assert.Equal("1A03089601", Convert.ToHexString(new ProtobufWriter().Write(3, new ProtobufWriter().Write(1, 150)).Written));

    [Fact]
    public void Writes_a_field_number_above_15_in_two_bytes() =>
        Assert.Equal("A00102", Convert.ToHexString(new ProtobufWriter().Write(20, 2).Written));

    [Fact]
    public void Writes_a_field_longer_than_its_buffer()
    {
        var written = new ProtobufWriter().Write(9, new byte[100_000]).Written;

        Assert.Equal(1 + 3 + 100_000, written.Length);
        Assert.Equal("4AA08D06", Convert.ToHexString(written[..4]));
    }
}
