using NetVips;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Postprocessing.Edges;
using SegFunctions.Inference.Tests.Pictures;

namespace SegFunctions.Inference.Tests.Postprocessing.Edges;

/// <summary>A red thing on the left of a green background, with an edge that is blurred between columns 60 and 68.</summary>
public sealed class EdgeColorsTests
{
    private const int Width = 128;
    private const int Height = 96;
    private readonly PictureDecoder _decoder = new(new PictureLimits());

    [Fact]
    public void Gives_the_edge_s_pixels_the_object_s_own_color()
    {
        using var picture = Mix();
        using var matte = ToMatte(AlphaAt);

        using var pixels = EdgeColors.Clean(picture, matte);

        Assert.All([61, 63, 65, 67], x => TestPictures.AssertNear(TestPictures.Red, At(pixels, x)[..3], 25));
        Assert.All([61, 63, 65, 67], x => Assert.Equal(AlphaAt(x), At(pixels, x)[3] / 255.0, 0.06));
    }

    [Fact]
    public void Comes_nearer_to_the_edge_where_the_matte_is_a_little_too_wide()
    {
        using var picture = Mix();
        using var matte = ToMatte(x => AlphaAt(x - 2));

        using var pixels = EdgeColors.Clean(picture, matte);

        Assert.All([62, 64, 66], x => Assert.InRange((At(pixels, x)[3] / 255.0) - AlphaAt(x), -0.05, 0.75 * (AlphaAt(x - 2) - AlphaAt(x))));
    }

    [Fact]
    public void Makes_no_hole_where_the_object_has_the_background_s_color()
    {
        using var picture = Mix(x => x is > 30 and < 40 ? 0 : AlphaAt(x));
        using var matte = ToMatte(AlphaAt);

        using var pixels = EdgeColors.Clean(picture, matte);

        Assert.Equal([.. TestPictures.Green, 255], At(pixels, 35));
    }

    [Fact]
    public void Keeps_nothing_of_the_picture_away_from_the_object()
    {
        using var picture = Mix();
        using var matte = ToMatte(AlphaAt);

        using var pixels = EdgeColors.Clean(picture, matte);

        Assert.Equal(new byte[4], At(pixels, 100));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(255)]
    public void Leaves_colors_alone_where_only_one_side_shows_anywhere(byte alpha)
    {
        using var picture = Mix();
        using var matte = ToMatte(_ => alpha / 255.0);

        using var pixels = EdgeColors.Clean(picture, matte);

        Assert.Equal(alpha == 0 ? new byte[4] : [.. TestPictures.Green, alpha], At(pixels, 100));
    }

    [Fact]
    public void Works_at_every_size()
    {
        foreach (var (width, height) in new[] { (1, 1), (1, 40), (40, 1), (3000, 2), (1300, 900) })
        {
            using var image = TestPictures.Quadrants(width, height);
            using var picture = _decoder.Decode(PictureFiles.Png(image));
            using var ramp = Image.Xyz(width, height).ExtractBand(0).Linear([1.0 / width], [0]);
            using var matte = Matte.FromUnit(ramp);

            using var pixels = EdgeColors.Clean(picture, matte);

            Assert.Equal((width, height, 4), (pixels.Width, pixels.Height, pixels.Bands));
        }
    }

    private static double AlphaAt(int x) => Math.Clamp((68.5 - x) / 9, 0, 1);

    private static byte[] At(PixelBuffer pixels, int x) => pixels.Row(Height / 2).Slice(x * 4, 4).ToArray();

    private static Matte ToMatte(Func<int, double> alphaAt)
    {
        var alpha = Enumerable.Range(0, Width * Height).Select(i => (float)alphaAt(i % Width)).ToArray();
        return Matte.FromNetwork(alpha, Width, Height, Width, Height);
    }

    private Picture Mix(Func<int, double>? alphaAt = null)
    {
        var pixels = Enumerable.Range(0, Width * Height).SelectMany(i =>
        {
            var alpha = (alphaAt ?? AlphaAt)(i % Width);
            return TestPictures.Red.Zip(TestPictures.Green, (red, green) => (byte)Math.Round((alpha * red) + ((1 - alpha) * green)));
        }).ToArray();
        using var image = Image.NewFromMemory(pixels, Width, Height, 3, Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        return _decoder.Decode(PictureFiles.Png(image));
    }
}
