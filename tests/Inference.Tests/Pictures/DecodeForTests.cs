using FsCheck;
using FsCheck.Xunit;
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
