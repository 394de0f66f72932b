using NetVips;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Tests.Pictures;

public sealed class PictureDecoderTests
{
    private readonly PictureDecoder _decoder = new(new PictureLimits());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Turns_a_jpeg_as_its_exif_orientation_says(int orientation)
    {
        using var upright = TestPictures.Quadrants();
        using var stored = Stored(upright, orientation);
        using var tagged = stored.Mutate(image => image.Set(GValue.GIntType, "orientation", orientation));

        using var picture = _decoder.Decode(TestPictures.Jpeg(tagged));

        Assert.Equal((64, 48), (picture.Width, picture.Height));
        TestPictures.AssertQuadrants(picture);
    }

    [Fact]
    public void Reads_a_webp()
    {
        using var image = TestPictures.Quadrants();
        using var picture = _decoder.Decode(TestPictures.Webp(image));

        TestPictures.AssertQuadrants(picture, tolerance: 0);
    }

    [Fact]
    public void Reads_a_png_of_16_bits()
    {
        using var image = TestPictures.Quadrants();
        using var deep = image.Colourspace(Enums.Interpretation.Rgb16);
        using var picture = _decoder.Decode(TestPictures.Png(deep));

        TestPictures.AssertQuadrants(picture, tolerance: 1);
    }

    [Fact]
    public void Reads_a_png_with_a_palette()
    {
        using var image = TestPictures.Quadrants();
        using var picture = _decoder.Decode(image.PngsaveBuffer(palette: true, dither: 0));

        TestPictures.AssertQuadrants(picture, tolerance: 4);
    }

    [Fact]
    public void Reads_a_cmyk_jpeg_in_its_colours()
    {
        using var image = TestPictures.Quadrants();
        using var cmyk = image.Colourspace(Enums.Interpretation.Cmyk);
        using var picture = _decoder.Decode(TestPictures.Jpeg(cmyk));

        // The inks cannot print every screen colour.
        TestPictures.AssertQuadrants(picture, tolerance: 60);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reads_grey_pictures_as_three_equal_bands(bool jpeg)
    {
        using var image = TestPictures.Quadrants();
        using var grey = image.Colourspace(Enums.Interpretation.Bw);
        using var picture = _decoder.Decode(jpeg ? TestPictures.Jpeg(grey) : TestPictures.Png(grey));

        using var pixels = TestPictures.PixelsOf(picture);
        var pixel = pixels.Row(12).Slice(16 * 3, 3).ToArray();
        Assert.InRange(pixel[0], 60, 120);
        Assert.Equal([pixel[0], pixel[0], pixel[0]], pixel);
    }

    [Fact]
    public void Lays_transparency_on_white()
    {
        using var image = TestPictures.Quadrants();
        using var transparent = image.Bandjoin(0);
        using var picture = _decoder.Decode(TestPictures.Png(transparent));

        using var pixels = TestPictures.PixelsOf(picture);
        Assert.True(pixels.Pixels.IndexOfAnyExcept((byte)255) < 0);
    }

    /// <summary>What a camera that was held like this stores of an upright scene.</summary>
    private static Image Stored(Image upright, int orientation) => orientation switch
    {
        1 => upright.Copy(),
        2 => upright.FlipHor(),
        3 => upright.Rot180(),
        4 => upright.FlipVer(),
        5 => upright.Rot90().FlipHor(),
        6 => upright.Rot270(),
        7 => upright.Rot270().FlipHor(),
        _ => upright.Rot90(),
    };
}
