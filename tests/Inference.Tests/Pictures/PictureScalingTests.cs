using NetVips;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Tests.Pictures;

public sealed class PictureScalingTests
{
    private const int Length = 12;

    // libvips rounds positions to 64ths of a pixel, and averages a whole number of old pixels into a new one.
    private const double ShrinkTolerance = 0.1;

    /// <summary>On a gradient, each value tells which position of the old picture a new pixel shows.</summary>
    [Theory]
    [InlineData(24, 24)]
    [InlineData(31, 48)]
    [InlineData(30, 6)]
    [InlineData(4, 29)]
    [InlineData(5, 7)]
    public void Every_pixel_shows_the_place_at_its_centre(int width, int height)
    {
        using var places = Image.Xyz(Length, Length).Cast(Enums.BandFormat.Float);
        using var scaled = PictureScaling.ToSize(places, width, height);

        Assert.Equal((width, height), (scaled.Width, scaled.Height));
        var values = scaled.WriteToMemory<float>();
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = ((y * width) + x) * 2;
                AssertPlace(x, width, values[at]);
                AssertPlace(y, height, values[at + 1]);
            }
        }
    }

    [Fact]
    public void The_same_size_changes_nothing()
    {
        using var image = PictureFiles.Waves(40, 30);
        using var scaled = PictureScaling.ToSize(image, 40, 30);

        Assert.Equal(image.WriteToMemory<byte>(), scaled.WriteToMemory<byte>());
    }

    /// <summary>Near the edges, a shrunk pixel includes repeated ones, so it is the mean of other positions.</summary>
    private static void AssertPlace(int index, int newLength, float shown)
    {
        var step = (double)Length / newLength;
        var place = ((index + 0.5) * step) - 0.5;
        if (step < 1)
        {
            Assert.Equal(Math.Clamp(place, 0, Length - 1), shown, 1e-4);
        }
        else if (place - step >= 0 && place + step <= Length - 1)
        {
            Assert.Equal(place, shown, ShrinkTolerance);
        }
    }
}
