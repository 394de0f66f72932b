using NetVips;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Rendering;
using SegFunctions.Inference.Tests.Postprocessing;

namespace SegFunctions.Inference.Tests.Pictures;

public sealed class PictureDecoderTests
{
    private readonly PictureDecoder _decoder = new(new PictureLimits());

    [Theory]
    [MemberData(nameof(TestPictures.TypesAndOrientations), MemberType = typeof(TestPictures))]
    public void Turns_a_picture_as_its_exif_orientation_says(PictureType type, int orientation)
    {
        using var upright = TestPictures.Quadrants();
        using var picture = _decoder.Decode(PictureFiles.Held(upright, type, orientation));

        Assert.Equal((64, 48), (picture.Width, picture.Height));
        TestPictures.AssertQuadrants(picture);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(65535)]
    public void Takes_an_orientation_that_exif_does_not_know_for_upright(int orientation)
    {
        using var image = TestPictures.Quadrants();
        using var tagged = image.Mutate(mutable => mutable.Set(GValue.GIntType, "orientation", orientation));
        using var picture = _decoder.Decode(PictureFiles.Jpeg(tagged));

        Assert.Equal((64, 48), (picture.Width, picture.Height));
        TestPictures.AssertQuadrants(picture);
    }

    [Theory]
    [InlineData(PictureType.Jpeg)]
    [InlineData(PictureType.Png)]
    [InlineData(PictureType.Webp)]
    public void Colours_of_another_space_are_shown_by_the_pictures_own_profile(PictureType type)
    {
        using var quadrants = TestPictures.Quadrants();
        using var wide = quadrants.IccTransform("p3", inputProfile: "srgb", intent: Enums.Intent.Perceptual);
        using var picture = _decoder.Decode(PictureFiles.Held(wide, type, orientation: 1));

        TestPictures.AssertQuadrants(picture);
    }

    [Fact]
    public void A_profile_that_cannot_be_read_leaves_the_numbers_as_they_are()
    {
        using var quadrants = TestPictures.Quadrants();
        using var broken = quadrants.Mutate(image => image.Set(GValue.BlobType, "icc-profile-data", new byte[] { 1, 2, 3, 4 }));
        using var picture = _decoder.Decode(PictureFiles.Jpeg(broken));

        TestPictures.AssertQuadrants(picture);
    }

    [Fact]
    public void The_profile_of_srgb_itself_changes_no_pixel()
    {
        using var plain = PictureFiles.Waves(256, 192);
        using var profiled = plain.IccTransform("srgb", inputProfile: "srgb");
        using var tagged = plain.Mutate(image => image.Set(GValue.BlobType, "icc-profile-data", (byte[])profiled.Get("icc-profile-data")));
        using var picture = _decoder.Decode(PictureFiles.Png(tagged));

        Assert.Equal(plain.WriteToMemory<byte>(), picture.Whole.WriteToMemory<byte>());
    }

    [Fact]
    public void Reads_a_webp()
    {
        using var image = TestPictures.Quadrants();
        using var picture = _decoder.Decode(PictureFiles.Webp(image));

        TestPictures.AssertQuadrants(picture, tolerance: 0);
    }

    [Fact]
    public void Reads_a_png_of_16_bits()
    {
        using var image = TestPictures.Quadrants();
        using var deep = image.Colourspace(Enums.Interpretation.Rgb16);
        using var picture = _decoder.Decode(PictureFiles.Png(deep));

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
        using var picture = _decoder.Decode(PictureFiles.Jpeg(cmyk));

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
        using var picture = _decoder.Decode(jpeg ? PictureFiles.Jpeg(grey) : PictureFiles.Png(grey));

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
        using var picture = _decoder.Decode(PictureFiles.Png(transparent));

        using var pixels = TestPictures.PixelsOf(picture);
        Assert.True(pixels.Pixels.IndexOfAnyExcept((byte)255) < 0);
    }

    [Fact]
    public void Reads_a_progressive_jpeg()
    {
        using var image = TestPictures.Quadrants();
        using var picture = _decoder.Decode(image.JpegsaveBuffer(q: 95, interlace: true));

        TestPictures.AssertQuadrants(picture);
    }

    [Fact]
    public void Reads_an_interlaced_png()
    {
        using var image = TestPictures.Quadrants();
        using var picture = _decoder.Decode(image.PngsaveBuffer(interlace: true));

        TestPictures.AssertQuadrants(picture, tolerance: 0);
    }

    [Fact]
    public void Reads_a_transparent_png_of_16_bits_on_white()
    {
        using var image = TestPictures.Quadrants();
        using var transparent = image.Bandjoin(128);
        using var deep = transparent.Colourspace(Enums.Interpretation.Rgb16);
        using var picture = _decoder.Decode(PictureFiles.Png(deep));

        using var pixels = TestPictures.PixelsOf(picture);
        TestPictures.AssertNear([.. TestPictures.Red.Select(value => (byte)((value + 255) / 2))], pixels.Row(12).Slice(16 * 3, 3).ToArray(), tolerance: 3);
    }

    [Fact]
    public void Reads_a_grey_png_of_one_bit()
    {
        var mask = Drawing.Disc(64, 48, 16, 12, 8);
        using var picture = _decoder.Decode(MaskPng.Encode(mask));

        using var pixels = TestPictures.PixelsOf(picture);
        Assert.Equal([255, 255, 255], pixels.Row(12).Slice(16 * 3, 3).ToArray());
        Assert.Equal([0, 0, 0], pixels.Row(40).Slice(50 * 3, 3).ToArray());
    }
}
