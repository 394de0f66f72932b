using FsCheck.Xunit;
using NetVips;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Rendering;
using SegFunctions.Inference.Tests.Postprocessing;

namespace SegFunctions.Inference.Tests.Rendering;

public sealed class MaskPngTests
{
    private const int BitDepthOffset = 24;

    [Property(Arbitrary = [typeof(AnyMask)])]
    public void Another_decoder_reads_any_mask_as_it_was(BinaryMask mask)
    {
        using var decoded = Image.PngloadBuffer(MaskPng.Encode(mask), failOn: Enums.FailOn.Warning);
        var pixels = decoded.WriteToMemory<byte>();

        Assert.Equal((mask.Width, mask.Height, 1, Enums.BandFormat.Uchar), (decoded.Width, decoded.Height, decoded.Bands, decoded.Format));
        Assert.Equal(Drawing.Rows(mask), pixels.Chunk(mask.Width).Select(row => string.Concat(row.Select(pixel => pixel == 255 ? '#' : '.'))));
        Assert.DoesNotContain(pixels, pixel => pixel is not (0 or 255));
    }

    [Fact]
    public void Takes_one_bit_a_pixel() => Assert.Equal(1, MaskPng.Encode(Drawing.Mask("#.", ".#"))[BitDepthOffset]);

    [Fact]
    public void Is_small() => Assert.InRange(MaskPng.Encode(Drawing.Disc(1920, 1080, 900, 500, 400)).Length, 100, 6000);
}
