using System.IO.Compression;
using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Rendering.Cutouts;
using SegFunctions.Inference.Tests.Pictures;
using SegFunctions.Inference.Tests.Postprocessing;

namespace SegFunctions.Inference.Tests.Rendering.Cutouts;

/// <summary>A disc of radius 80 around 160, 120, all of it in the red quadrant of a picture of 640 × 480.</summary>
public sealed class CutoutFileTests : IDisposable
{
    private static readonly CutoutBackground Sky = new("336699");
    private readonly PictureDecoder _decoder = new(new PictureLimits());
    private readonly Picture _picture;
    private readonly Matte _matte;

    public CutoutFileTests()
    {
        using var image = TestPictures.Quadrants(640, 480);
        _picture = _decoder.Decode(PictureFiles.Png(image));
        _matte = SoftMatte.Of(_picture, Drawing.Disc(640, 480, 160, 120, 80));
    }

    public void Dispose()
    {
        _matte.Dispose();
        _picture.Dispose();
    }

    [Fact]
    public void Keeps_the_object_and_nothing_else()
    {
        using var cutout = Image.PngloadBuffer(Encode(CutoutOptions.Default));

        Assert.Equal((640, 480, 4), (cutout.Width, cutout.Height, cutout.Bands));
        Assert.Equal([.. Of(TestPictures.Red), 255], cutout.Getpoint(160, 120));
        Assert.Equal([0, 0, 0, 0], cutout.Getpoint(500, 400));
        Assert.Equal([0, 0, 0, 0], cutout.Getpoint(20, 20));
    }

    [Fact]
    public void What_could_be_seen_through_can_be_in_the_cutout_too_in_the_inputs_colors()
    {
        using var image = TestPictures.Quadrants(640, 480);
        using var fading = image.Bandjoin(Image.Identity().Resize(2.5, vscale: 480, kernel: Enums.Kernel.Nearest).Cast(Enums.BandFormat.Uchar));
        using var picture = _decoder.Decode(PictureFiles.Png(fading));
        using var input = picture.FindAlpha()!;

        using var cutout = Image.PngloadBuffer(CutoutFile.Encode(picture, _matte, CutoutOptions.Default));

        foreach (var (x, y) in new[] { (100, 120), (160, 120), (160, 60), (200, 130), (235, 120), (300, 300) })
        {
            var point = cutout.Getpoint(x, y);
            Assert.Equal(input.Getpoint(x, y)[0] * _matte.Image.Getpoint(x, y)[0] / 255, point[3], 0.51);
            Assert.Equal(point[3] == 0 ? [0, 0, 0] : Of(TestPictures.Red), point[..3]);
        }
    }

    [Fact]
    public void Leaves_behind_what_the_camera_noted()
    {
        using var image = TestPictures.Quadrants(64, 48);
        using var noted = image.Mutate(mutable => mutable.Set(GValue.GStrType, "exif-ifd0-Make", "A camera (A camera, ASCII, 9 components, 9 bytes)"));
        using var picture = _decoder.Decode(PictureFiles.Jpeg(noted));
        using var matte = SoftMatte.Of(picture, Drawing.Disc(64, 48, 30, 20, 10));

        foreach (var cleanEdges in new[] { true, false })
        {
            using var cutout = Image.PngloadBuffer(CutoutFile.Encode(picture, matte, new CutoutOptions(cleanEdges)));

            Assert.DoesNotContain(cutout.GetFields(), field => field.StartsWith("exif", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Leaves_edges_as_they_are_when_asked_to()
    {
        using var cutout = Image.PngloadBuffer(Encode(new CutoutOptions(CleanEdges: false)));
        using var alpha = cutout.ExtractBand(3);

        Assert.Equal(0, (alpha - _matte.Image).Abs().Max());
    }

    [Fact]
    public void Crops_to_the_object_with_a_margin_on_each_side()
    {
        using var plain = Image.PngloadBuffer(Encode(new CutoutOptions(Crop: true)));
        using var wide = Image.PngloadBuffer(Encode(new CutoutOptions(Crop: true, Margin: new(new(10, false), new(50, true), new(30, false), new(0, false)))));

        Assert.InRange(plain.Width, 155, 175);
        Assert.InRange(plain.Height, 155, 175);
        Assert.Equal((plain.Width + (int)Math.Round(plain.Width / 2.0), plain.Height + 40), (wide.Width, wide.Height));
        Assert.Equal(0, wide.Getpoint(80, 5)[3]);
        Assert.Equal(255, wide.Getpoint(80, 90)[3]);
    }

    [Fact]
    public void A_crop_of_nothing_is_the_whole_picture()
    {
        using var nothing = SoftMatte.Of(_picture, new BinaryMask(640, 480));
        using var cutout = Image.PngloadBuffer(CutoutFile.Encode(_picture, nothing, new CutoutOptions(Crop: true, Shadow: true)));

        Assert.Equal((640, 480, 0), (cutout.Width, cutout.Height, (int)cutout.Max()));
    }

    [Fact]
    public void Shrinks_to_a_number_of_pixels_and_enlarges_nothing()
    {
        using var small = Image.PngloadBuffer(Encode(new CutoutOptions(MaxPixels: 10_000)));
        using var same = Image.PngloadBuffer(Encode(new CutoutOptions(MaxPixels: 10_000_000)));

        Assert.Equal((115, 86), (small.Width, small.Height));
        Assert.Equal((640, 480), (same.Width, same.Height));
        TestPictures.AssertNear([.. TestPictures.Red, 255], Bytes(small.Getpoint(28, 21)), 2);
    }

    [Theory]
    [InlineData(null, 50, 50, 240, 320, 160)]
    [InlineData(null, 0, 100, 400, 80, 160)]
    [InlineData(50, 50, 50, 240, 320, 240)]
    [InlineData(50, 100, 0, 120, 520, 240)]
    [InlineData(100, 50, 50, 240, 320, 480)]
    [InlineData(10, null, null, 120, 160, 48)]
    public void Puts_the_object_where_it_is_wanted_and_as_large(int? scale, int? x, int? y, int middleY, int middleX, int size)
    {
        using var cutout = Image.PngloadBuffer(Encode(new CutoutOptions(Place: new CutoutPlace(scale, x, y))));
        using var alpha = cutout.ExtractBand(3);
        var box = alpha.FindTrim(threshold: 128, background: [0], lineArt: true).Select(Convert.ToDouble).ToArray();

        Assert.Equal((640, 480), (cutout.Width, cutout.Height));
        Assert.InRange(box[0] + box[2] / 2, middleX - 8, middleX + 8);
        Assert.InRange(box[1] + box[3] / 2, middleY - 8, middleY + 8);
        Assert.InRange(box[3], size * 0.9, size * 1.05);
        TestPictures.AssertNear([.. TestPictures.Red, 255], Bytes(cutout.Getpoint(middleX, middleY)), 2);
    }

    [Fact]
    public void A_place_is_one_within_what_was_cropped()
    {
        using var whole = Image.PngloadBuffer(Encode(new CutoutOptions(Crop: true)));
        using var half = Image.PngloadBuffer(Encode(new CutoutOptions(Crop: true, Place: new CutoutPlace(50, 50, 50))));

        Assert.Equal((whole.Width, whole.Height), (half.Width, half.Height));
        Assert.Equal((255, 0), ((int)whole.Getpoint(30, 80)[3], (int)half.Getpoint(30, 80)[3]));
        Assert.Equal(255, half.Getpoint(80, 80)[3]);
    }

    [Fact]
    public void Lays_a_color_behind_the_object()
    {
        using var cutout = Image.PngloadBuffer(Encode(new CutoutOptions(Background: Sky)));
        using var glass = Image.PngloadBuffer(Encode(new CutoutOptions(Background: new CutoutBackground("33669980"))));

        Assert.Equal([0x33, 0x66, 0x99], cutout.Getpoint(600, 400));
        Assert.Equal(Of(TestPictures.Red), cutout.Getpoint(160, 120));
        Assert.Equal([0x33, 0x66, 0x99, 0x80], glass.Getpoint(600, 400));
        Assert.Equal(255, glass.Getpoint(160, 120)[3]);
    }

    [Fact]
    public void Lays_the_middle_of_a_picture_behind_the_object()
    {
        using var stripes = TestPictures.Quadrants(900, 100);
        using var background = new PictureSource(_decoder, PictureFiles.Png(stripes));
        var options = new CutoutOptions(Background: new CutoutBackground(Picture: new BlobReference("inputs", "a/b")));

        using var cutout = Image.PngloadBuffer(CutoutFile.Encode(_picture, _matte, options, background));

        Assert.Equal((640, 480, 3), (cutout.Width, cutout.Height, cutout.Bands));
        TestPictures.AssertNear(TestPictures.Green, Bytes(cutout.Getpoint(600, 20)), 4);
        TestPictures.AssertNear(TestPictures.Blue, Bytes(cutout.Getpoint(20, 460)), 4);
        TestPictures.AssertNear(TestPictures.White, Bytes(cutout.Getpoint(600, 460)), 4);
        TestPictures.AssertNear(TestPictures.Red, Bytes(cutout.Getpoint(160, 120)), 4);
    }

    [Theory]
    [InlineData(null, 255, 255, 255)]
    [InlineData("336699", 0x33, 0x66, 0x99)]
    [InlineData("00000080", 127, 127, 127)]
    public void A_jpeg_always_has_a_background(string? color, int red, int green, int blue)
    {
        using var cutout = Image.JpegloadBuffer(Encode(new CutoutOptions(Format: CutoutFormat.Jpg, Background: color is null ? null : new CutoutBackground(color))));

        Assert.Equal(3, cutout.Bands);
        TestPictures.AssertNear([(byte)red, (byte)green, (byte)blue], Bytes(cutout.Getpoint(600, 400)), 3);
    }

    [Fact]
    public void A_webp_keeps_the_object_s_color_under_what_is_transparent()
    {
        using var cutout = Image.WebploadBuffer(Encode(new CutoutOptions(Format: CutoutFormat.Webp)));
        var edge = Enumerable.Range(200, 80).Select(x => cutout.Getpoint(x, 120)).ToList();

        var hidden = edge.First(pixel => pixel[3] == 0);
        Assert.Equal(255, edge[0][3]);
        TestPictures.AssertNear(TestPictures.Red, Bytes(hidden[..3]), 30);
    }

    [Fact]
    public void A_zip_holds_color_alpha_and_background_and_the_same_bytes_each_time()
    {
        var options = new CutoutOptions(Format: CutoutFormat.Zip, Background: Sky);
        var bytes = Encode(options);
        using var zip = new ZipArchive(new MemoryStream(bytes));

        Assert.Equal(bytes, Encode(options));
        Assert.Equal(["color.jpg", "alpha.png", "background.jpg"], zip.Entries.Select(entry => entry.FullName));
        using var alpha = Image.PngloadBuffer(Read(zip.Entries[1]));
        using var color = Image.JpegloadBuffer(Read(zip.Entries[0]));
        Assert.Equal((1, 255, 0), (alpha.Bands, (int)alpha.Getpoint(160, 120)[0], (int)alpha.Getpoint(600, 400)[0]));
        TestPictures.AssertNear(TestPictures.Red, Bytes(color.Getpoint(160, 120)), 4);
    }

    [Fact]
    public void Alpha_alone_is_a_gray_picture()
    {
        using var alpha = Image.PngloadBuffer(Encode(new CutoutOptions(AlphaOnly: true, Background: Sky)));

        Assert.Equal((1, 255, 0), (alpha.Bands, (int)alpha.Getpoint(160, 120)[0], (int)alpha.Getpoint(600, 400)[0]));
    }

    [Fact]
    public void A_shadow_falls_to_the_lower_right_and_behind_the_object()
    {
        using var cutout = Image.PngloadBuffer(Encode(new CutoutOptions(Shadow: true)));

        var (lower, upper) = (cutout.Getpoint(160 + 60, 120 + 60), cutout.Getpoint(160 - 60, 120 - 60));
        Assert.InRange(lower[3], 20, 150);
        Assert.Equal([0, 0, 0], lower[..3]);
        Assert.InRange(upper[3], 0, 15);
        Assert.Equal([.. Of(TestPictures.Red), 255], cutout.Getpoint(160, 120));
    }

    private byte[] Encode(CutoutOptions options) => CutoutFile.Encode(_picture, _matte, options);

    private static double[] Of(byte[] color) => [.. color.Select(value => (double)value)];

    private static byte[] Bytes(double[] pixel) => [.. pixel.Select(value => (byte)value)];

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }
}
