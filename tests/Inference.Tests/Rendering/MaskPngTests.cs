using NetVips;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Rendering;

namespace SegFunctions.Inference.Tests.Rendering;

public sealed class MaskPngTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(63, 5)]
    [InlineData(64, 5)]
    [InlineData(65, 40)]
    [InlineData(300, 200)]
    public void Writes_what_another_decoder_reads(int width, int height)
    {
        var random = new Random(width);
        var mask = new BinaryMask(width, height);
        var expected = new byte[width * height];
        for (var i = 0; i < expected.Length; i++)
        {
            mask[i % width, i / width] = random.Next(2) == 0;
            expected[i] = (byte)(mask[i % width, i / width] ? 255 : 0);
        }

        using var decoded = Image.PngloadBuffer(MaskPng.Encode(mask), failOn: Enums.FailOn.Warning);

        Assert.Equal((width, height, 1, Enums.BandFormat.Uchar), (decoded.Width, decoded.Height, decoded.Bands, decoded.Format));
        Assert.Equal(expected, decoded.WriteToMemory<byte>());
    }
}
