using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Rendering;
using SegFunctions.Inference.Tests.Pictures;
using SegFunctions.Inference.Tests.Postprocessing;

namespace SegFunctions.Inference.Tests.Rendering;

public sealed class PreviewPngTests
{
    private readonly PictureDecoder _decoder = new(new PictureLimits());

    [Theory]
    [InlineData(0)]
    [InlineData(120)]
    [InlineData(255)]
    public void Draws_the_line_of_an_object_light_and_dark_so_that_it_shows_on_any_ground(int ground)
    {
        using var preview = Preview(Plain(ground, 400, 300), Drawing.Disc(400, 300, 200, 150, 80));
        var line = Colour.Of(0);

        Assert.Equal([line.Red, line.Green, line.Blue], preview.Getpoint(200, 230));
        Assert.Equal([Colour.Ink.Red, Colour.Ink.Green, Colour.Ink.Blue], preview.Getpoint(200, 229));
        Assert.Equal([ground, ground, ground], preview.Getpoint(200, 240));
        Assert.Equal(
            [.. new[] { line.Red, line.Green, line.Blue }.Select(channel => ((ground * 160) + (channel * 96)) >> 8)], preview.Getpoint(200, 200));
    }

    [Fact]
    public void Is_at_most_2048_pixels_long()
    {
        using var preview = Preview(Plain(90, 3000, 1500), Drawing.Disc(3000, 1500, 1500, 700, 400));

        Assert.Equal((2048, 1024), (preview.Width, preview.Height));
    }

    [Fact]
    public void Writes_every_caption_where_no_other_stands()
    {
        var (upper, lower) = (Drawing.Disc(400, 300, 200, 150, 80), Drawing.Disc(400, 300, 200, 151, 80));
        using var preview = Preview(Plain(90, 400, 300), upper, lower);

        Assert.All([0, 1], index => Assert.InRange(PlatePixels(preview, Colour.Of(index)), 300, 2000));
    }

    /// <summary>Above and below the objects, where nothing but plates has the colour.</summary>
    private static int PlatePixels(Image preview, Colour colour)
    {
        var pixels = preview.WriteToMemory<byte>().Chunk(3).Select(pixel => new Colour(pixel[0], pixel[1], pixel[2])).ToList();
        return pixels.Index().Count(entry => entry.Item == colour && (entry.Index / preview.Width) is < 68 or > 235);
    }

    private static Image Plain(int ground, int width, int height) =>
        (Image.Black(width, height, 3) + ground).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);

    private Image Preview(Image image, params IReadOnlyList<BinaryMask> masks)
    {
        var segments = masks.Select(mask => new FoundSegment(0, "dog", 0.9, 0.8, mask.FindBox()!, mask.CountArea(), mask)).ToList();
        var provenance = new Provenance([], "cpu", new InferenceOptions(), new Dictionary<string, double>());
        using var result = new SegmentationResult(new PictureSource(_decoder, PictureFiles.Png(image)), segments, [], [], provenance);
        return Image.PngloadBuffer(PreviewPng.Encode(result));
    }
}
