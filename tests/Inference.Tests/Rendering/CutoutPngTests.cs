using NetVips;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Rendering;
using SegFunctions.Inference.Tests.Pictures;
using SegFunctions.Inference.Tests.Postprocessing;

namespace SegFunctions.Inference.Tests.Rendering;

public sealed class CutoutPngTests
{
    private readonly PictureDecoder _decoder = new(new PictureLimits());

    [Fact]
    public void Keeps_the_object_and_nothing_else()
    {
        using var image = TestPictures.Quadrants(640, 480);
        using var picture = _decoder.Decode(PictureFiles.Png(image));
        using var matte = SoftMatte.Of(picture, Drawing.Disc(640, 480, 160, 120, 80));

        using var cutout = Image.PngloadBuffer(CutoutPng.Encode(picture, matte));

        Assert.Equal((640, 480, 4), (cutout.Width, cutout.Height, cutout.Bands));
        Assert.Equal([.. TestPictures.Red.Select(value => (double)value), 255], cutout.Getpoint(160, 120));
        Assert.Equal([0, 0, 0, 0], cutout.Getpoint(500, 400));
        Assert.Equal([0, 0, 0, 0], cutout.Getpoint(20, 20));
    }

    [Fact]
    public void What_could_be_seen_through_can_be_in_the_cutout_too_in_the_inputs_colors()
    {
        using var image = TestPictures.Quadrants(640, 480);
        using var fading = image.Bandjoin(Image.Identity().Resize(2.5, vscale: 480, kernel: Enums.Kernel.Nearest).Cast(Enums.BandFormat.Uchar));
        using var picture = _decoder.Decode(PictureFiles.Png(fading));
        var mask = Drawing.Disc(640, 480, 160, 120, 80);
        using var matte = SoftMatte.Of(picture, mask);
        using var input = picture.FindAlpha()!;

        using var cutout = Image.PngloadBuffer(CutoutPng.Encode(picture, matte));

        foreach (var (x, y) in new[] { (100, 120), (160, 120), (160, 60), (200, 130), (235, 120), (300, 300) })
        {
            var point = cutout.Getpoint(x, y);
            Assert.Equal(input.Getpoint(x, y)[0] * matte.Image.Getpoint(x, y)[0] / 255, point[3], 0.51);
            Assert.Equal(point[3] == 0 ? [0, 0, 0] : [.. TestPictures.Red.Select(value => (double)value)], point[..3]);
        }
    }

    [Fact]
    public void Leaves_behind_what_the_camera_noted()
    {
        using var image = TestPictures.Quadrants(64, 48);
        using var noted = image.Mutate(mutable => mutable.Set(GValue.GStrType, "exif-ifd0-Make", "A camera (A camera, ASCII, 9 components, 9 bytes)"));
        using var picture = _decoder.Decode(PictureFiles.Jpeg(noted));
        using var matte = SoftMatte.Of(picture, Drawing.Disc(64, 48, 30, 20, 10));

        using var cutout = Image.PngloadBuffer(CutoutPng.Encode(picture, matte));

        Assert.DoesNotContain(cutout.GetFields(), field => field.StartsWith("exif", StringComparison.Ordinal));
    }
}
