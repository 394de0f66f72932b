using FsCheck;
using FsCheck.Xunit;
using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Tests.Pictures;

public sealed class DecodeForTests
{
    private const int JpegOffsetOfHeight = 5;
    private readonly PictureDecoder _decoder = new(new PictureLimits());

    [Theory]
    [MemberData(nameof(TestPictures.TypesAndOrientations), MemberType = typeof(TestPictures))]
    public void Shows_every_type_upright_at_any_size(PictureType type, int orientation)
    {
        using var image = TestPictures.Quadrants(640, 480);
        var content = PictureFiles.Held(image, type, orientation);
        foreach (var longSide in new[] { 40, 100, 320, 500, 1000 })
        {
            using var picture = _decoder.DecodeFor(content, longSide);

            Assert.Equal((640, 480), (picture.Width, picture.Height));
            Assert.Equal(longSide >= 640, picture.IsWhole);
            using var pixels = picture.Resize(Letterbox.Fit(640, 480, Math.Min(longSide, 640)));
            TestPictures.AssertQuadrants(pixels);
        }
    }

    [Theory]
    [InlineData(PictureType.Jpeg)]
    [InlineData(PictureType.Png)]
    [InlineData(PictureType.Webp)]
    public void Gives_nearly_the_pixels_that_the_whole_picture_shrinks_to(PictureType type)
    {
        var content = PictureFiles.Held(PictureFiles.Waves(1200, 900), type, orientation: 1);
        using var whole = _decoder.Decode(content);
        using var small = _decoder.DecodeFor(content, 256);

        using var expected = whole.Resize(Letterbox.Fit(1200, 900, 256));
        using var actual = small.Resize(Letterbox.Fit(1200, 900, 256));

        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        Assert.InRange(MeanDifference(expected.Pixels, actual.Pixels), 0, 1.5);
    }

    /// <summary>Sizes that are not multiples of 8, 4 or 2; the bars are near the right and the bottom edge.</summary>
    [Theory]
    [MemberData(nameof(OddSizes))]
    public void Places_things_by_the_exact_factor_whatever_the_size(PictureType type, int width, int height, int longSide)
    {
        using var image = Bars(width, height);
        var content = type == PictureType.Png ? PictureFiles.Png(image) : PictureFiles.Held(image, type, orientation: 1);
        using var whole = _decoder.Decode(content);
        using var small = _decoder.DecodeFor(content, longSide);
        var letterbox = Letterbox.Fit(width, height, longSide);
        using var expected = whole.Resize(letterbox);
        using var actual = small.Resize(letterbox);

        Assert.Equal(CentreOfDark(expected, across: true), CentreOfDark(actual, across: true), 0.08);
        Assert.Equal(CentreOfDark(expected, across: false), CentreOfDark(actual, across: false), 0.08);
    }

    public static MatrixTheoryData<PictureType, int, int, int> OddSizes { get; } =
        new(Enum.GetValues<PictureType>(), [2055, 2047], [1031, 519], [250, 500, 1000]);

    [Property(MaxTest = 60)]
    public void Keeps_any_size_to_the_pixel(PositiveInt width, PositiveInt height, byte orientation, PositiveInt longSide)
    {
        var (w, h, side) = (1 + (width.Get * 7 % 300), 1 + (height.Get * 11 % 300), 1 + (longSide.Get * 5 % 200));
        using var picture = _decoder.DecodeFor(PictureFiles.Held(TestPictures.Quadrants(w, h), PictureType.Jpeg, 1 + (orientation % 8)), side);
        var letterbox = Letterbox.Fit(w, h, Math.Min(side, Math.Max(w, h)));
        using var pixels = picture.Resize(letterbox);

        Assert.Equal((w, h, letterbox.Width, letterbox.Height), (picture.Width, picture.Height, pixels.Width, pixels.Height));
    }

    [Fact]
    public void Refuses_to_make_up_pixels_that_were_not_decoded()
    {
        using var image = TestPictures.Quadrants(640, 480);
        using var picture = _decoder.DecodeFor(PictureFiles.Jpeg(image), 100);

        Assert.Throws<InvalidOperationException>(() => picture.Resize(Letterbox.Fit(640, 480, 101)));
        Assert.Throws<InvalidOperationException>(() => picture.Whole);
    }

    [Theory]
    [InlineData(PictureType.Jpeg)]
    [InlineData(PictureType.Png)]
    [InlineData(PictureType.Webp)]
    public void Refuses_a_truncated_picture_although_few_pixels_are_wanted(PictureType type)
    {
        var whole = PictureFiles.Held(PictureFiles.Waves(1200, 900), type, orientation: 1);

        var failure = Assert.Throws<InferenceException>(() => _decoder.DecodeFor(whole[..(whole.Length * 9 / 10)], 64));

        Assert.Equal(InferenceErrorCode.InputCorrupt, failure.Code);
    }

    [Fact]
    public void Refuses_too_many_pixels_although_few_are_wanted()
    {
        using var image = TestPictures.Quadrants();
        var content = PictureFiles.Jpeg(image);
        var frame = content.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        new byte[] { 0xFF, 0x00, 0xFF, 0x00 }.CopyTo(content, frame + JpegOffsetOfHeight);

        var failure = Assert.Throws<InferenceException>(() => _decoder.DecodeFor(content, 64));

        Assert.Equal(InferenceErrorCode.InputTooLarge, failure.Code);
        Assert.StartsWith("The picture has 65280 × 65280 pixels", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>White with a dark bar along the right edge and one along the bottom edge, 56 to 36 pixels from it.</summary>
    private static Image Bars(int width, int height)
    {
        var image = (Image.Black(width, height, 3) + 255).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        return image.Mutate(mutable =>
        {
            mutable.DrawRect([0, 0, 0], width - 56, 0, 20, height - 60, fill: true);
            mutable.DrawRect([0, 0, 0], 0, height - 56, width - 60, 20, fill: true);
        });
    }

    /// <summary>The bar's position, in pixels, from the first row or column.</summary>
    private static double CentreOfDark(PixelBuffer pixels, bool across)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var i = 0; i < (across ? pixels.Width : pixels.Height); i++)
        {
            var dark = 255 - (across ? pixels.Row(2)[i * 3] : pixels.Row(i)[2 * 3]);
            (sum, weight) = (sum + ((i + 0.5) * dark), weight + dark);
        }

        return sum / weight;
    }

    private static double MeanDifference(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var sum = 0L;
        for (var i = 0; i < first.Length; i++)
        {
            sum += Math.Abs(first[i] - second[i]);
        }

        return (double)sum / first.Length;
    }
}
