using NetVips;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Tests.Pictures;

public sealed class EnlargementTests
{
    [Theory]
    [InlineData(40, 30, 64, 48)]
    [InlineData(40, 30, 41, 30)]
    [InlineData(37, 41, 411, 173)]
    [InlineData(1, 1, 5, 7)]
    [InlineData(40, 30, 40, 30)]
    public void Gives_what_any_image_is_scaled_to_but_for_rounding(int width, int height, int newWidth, int newHeight)
    {
        using var image = PictureFiles.Waves(width, height);
        using var scaled = PictureScaling.ToSize(image, newWidth, newHeight);
        using var small = PixelBuffer.Render(image);
        using var large = Enlargement.Of(small, newWidth, newHeight);

        Assert.Equal((newWidth, newHeight, 3), (large.Width, large.Height, large.Bands));
        AssertNear(scaled.WriteToMemory<byte>(), large.Pixels);
    }

    [Fact]
    public void Every_pixel_shows_the_place_at_its_center()
    {
        using var places = (Image.Xyz(12, 12) * 20).Cast(Enums.BandFormat.Uchar);
        using var small = PixelBuffer.Render(places);
        using var large = Enlargement.Of(small, 30, 29);

        for (var y = 0; y < 29; y++)
        {
            for (var x = 0; x < 30; x++)
            {
                Assert.Equal(20 * Math.Clamp(((x + 0.5) * 12 / 30) - 0.5, 0, 11), large.Row(y)[x * 2], 0.51);
                Assert.Equal(20 * Math.Clamp(((y + 0.5) * 12 / 29) - 0.5, 0, 11), large.Row(y)[(x * 2) + 1], 0.51);
            }
        }
    }

    private static void AssertNear(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.InRange(actual[i], expected[i] - 1, expected[i] + 1);
        }
    }
}
