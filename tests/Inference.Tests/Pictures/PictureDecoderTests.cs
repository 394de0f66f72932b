using System.Buffers.Binary;
using System.Text;
using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
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
    public void Colors_of_another_space_are_shown_by_the_pictures_own_profile(PictureType type)
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

    [Theory]
    [InlineData(PictureType.Jpeg)]
    [InlineData(PictureType.Png)]
    [InlineData(PictureType.Webp)]
    public void A_profile_of_another_space_than_the_pixels_is_ignored(PictureType type)
    {
        using var quadrants = TestPictures.Quadrants();
        using var odd = quadrants.Mutate(image => image.Set(GValue.BlobType, "icc-profile-data", ProfileOfXyz()));
        using var picture = _decoder.Decode(PictureFiles.Held(odd, type, orientation: 1));

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
    public void Reads_a_cmyk_jpeg_in_its_colors()
    {
        using var image = TestPictures.Quadrants();
        using var cmyk = image.Colourspace(Enums.Interpretation.Cmyk);
        using var picture = _decoder.Decode(PictureFiles.Jpeg(cmyk));

        // The inks cannot print every screen color.
        TestPictures.AssertQuadrants(picture, tolerance: 60);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reads_grey_pictures_as_three_equal_bands(bool jpeg)
    {
        using var image = TestPictures.Quadrants();
        using var gray = image.Colourspace(Enums.Interpretation.Bw);
        using var picture = _decoder.Decode(jpeg ? PictureFiles.Jpeg(gray) : PictureFiles.Png(gray));

        using var pixels = TestPictures.PixelsOf(picture);
        var pixel = pixels.Row(12).Slice(16 * 3, 3).ToArray();
        Assert.InRange(pixel[0], 60, 120);
        Assert.Equal([pixel[0], pixel[0], pixel[0]], pixel);
    }

    [Theory]
    [InlineData(255)]
    [InlineData(128)]
    [InlineData(0)]
    public void Lays_an_object_on_a_ground_that_is_not_its_color(int gray)
    {
        using var color = (Image.Black(64, 48, 3) + gray).Cast(Enums.BandFormat.Uchar);
        using var disc = MaskImage.Show(Drawing.Disc(64, 48, 32, 24, 15), new PixelBox(0, 0, 64, 48));
        using var picture = _decoder.Decode(PictureFiles.Png(color.Bandjoin(disc).Copy(interpretation: Enums.Interpretation.Srgb)));

        using var pixels = TestPictures.PixelsOf(picture);
        Assert.Equal(gray, pixels.Row(24)[32 * 3]);
        Assert.InRange(Math.Abs(pixels.Row(0)[0] - gray), 100, 255);
    }

    [Fact]
    public void Sees_a_photo_that_fades_as_a_whole_as_it_was()
    {
        using var image = TestPictures.Quadrants();
        using var transparent = image.Bandjoin(128);
        using var picture = _decoder.Decode(PictureFiles.Png(transparent));

        Assert.True(picture.IsTransparent);
        TestPictures.AssertQuadrants(picture, tolerance: 0);
    }

    [Fact]
    public void Alpha_that_hides_everything_is_none()
    {
        using var image = TestPictures.Quadrants();
        using var opaque = image.Bandjoin(255);
        using var picture = _decoder.Decode(PictureFiles.Png(opaque));

        Assert.False(picture.IsTransparent);
        TestPictures.AssertQuadrants(picture, tolerance: 0);
    }

    [Fact]
    public void Colors_that_cannot_be_seen_run_into_no_others_when_a_picture_is_shrunk()
    {
        using var image = TestPictures.Quadrants(640, 480);
        using var alpha = MaskImage.Show(Drawing.Box(640, 480, 0, 0, 320, 480), new PixelBox(0, 0, 640, 480));
        using var transparent = image.Bandjoin(alpha);
        using var picture = _decoder.DecodeFor(PictureFiles.Png(transparent), 100);

        using var pixels = picture.Resize(Letterbox.Fit(640, 480, 100));
        TestPictures.AssertNear(TestPictures.Red, pixels.Row(20).Slice(48 * 3, 3).ToArray(), tolerance: 1);
        TestPictures.AssertNear([255, 255, 255], pixels.Row(20).Slice(51 * 3, 3).ToArray(), tolerance: 1);
    }

    [Fact]
    public void Reads_a_transparent_png_of_16_bits()
    {
        using var image = TestPictures.Quadrants();
        using var transparent = image.Bandjoin(128);
        using var deep = transparent.Colourspace(Enums.Interpretation.Rgb16);
        using var picture = _decoder.Decode(PictureFiles.Png(deep));

        TestPictures.AssertQuadrants(picture, tolerance: 1);
        using var alpha = picture.FindAlpha()!;
        Assert.Equal(128, alpha.Avg());
    }

    [Fact]
    public void Reads_a_transparent_png_of_16_bits_with_a_profile()
    {
        using var image = TestPictures.Quadrants();
        using var wide = image.IccTransform("p3", inputProfile: "srgb", intent: Enums.Intent.Perceptual, depth: 16);
        using var alpha = (Image.Black(64, 48) + (128 * 257)).Cast(Enums.BandFormat.Ushort);
        using var transparent = wide.Bandjoin(alpha).Copy(interpretation: Enums.Interpretation.Rgb16);
        using var picture = _decoder.Decode(PictureFiles.Png(transparent));

        TestPictures.AssertQuadrants(picture);
        using var read = picture.FindAlpha()!;
        Assert.InRange(read.Avg(), 127, 129);
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
    public void Reads_a_grey_png_of_one_bit()
    {
        var mask = Drawing.Disc(64, 48, 16, 12, 8);
        using var picture = _decoder.Decode(MaskPng.Encode(mask));

        using var pixels = TestPictures.PixelsOf(picture);
        Assert.Equal([255, 255, 255], pixels.Row(12).Slice(16 * 3, 3).ToArray());
        Assert.Equal([0, 0, 0], pixels.Row(40).Slice(50 * 3, 3).ToArray());
    }

    /// <summary>The profile that changes nothing in X, Y and Z: a header, a white point and three linear curves.</summary>
    private static byte[] ProfileOfXyz()
    {
        const int Header = 128, Tags = Header + 4, WhitePoint = Tags + (2 * 12), Curves = WhitePoint + 20, Length = Curves + 32 + (3 * 12);
        var profile = new byte[Length];
        Write(0, Length);
        Write(8, 0x04300000);
        Name(12, "abstXYZ XYZ ");
        Name(36, "acsp");
        WriteD50(68);
        Write(Header, 2);
        Tag(0, "wtpt", WhitePoint, 20);
        Tag(1, "A2B0", Curves, Length - Curves);
        Name(WhitePoint, "XYZ ");
        WriteD50(WhitePoint + 8);
        Name(Curves, "mAB ");
        profile[Curves + 8] = profile[Curves + 9] = 3;
        Write(Curves + 12, 32);
        for (var channel = 0; channel < 3; channel++)
        {
            Name(Curves + 32 + (channel * 12), "curv");
        }

        return profile;

        void Write(int at, int number) => BinaryPrimitives.WriteInt32BigEndian(profile.AsSpan(at), number);

        void WriteD50(int at)
        {
            Write(at, 0xF6D6);
            Write(at + 4, 0x10000);
            Write(at + 8, 0xD32D);
        }

        void Name(int at, string name) => Encoding.ASCII.GetBytes(name, profile.AsSpan(at));

        void Tag(int index, string name, int at, int bytes)
        {
            Name(Tags + (index * 12), name);
            Write(Tags + (index * 12) + 4, at);
            Write(Tags + (index * 12) + 8, bytes);
        }
    }
}
