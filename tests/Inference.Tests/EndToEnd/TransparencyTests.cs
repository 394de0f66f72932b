using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Rendering;
using SegFunctions.Inference.Tests.Pictures;
using SegFunctions.Inference.Tests.Postprocessing;

namespace SegFunctions.Inference.Tests.EndToEnd;

/// <summary>Transparent pixels are neither white nor part of an object, whatever the prompt is.</summary>
public sealed class TransparencyTests(Workbench workbench)
{
    private const int Side = 512;

    private static readonly BinaryMask Disc = Drawing.Disc(Side, Side, 256, 256, 150);

    public static TheoryData<string> Prompts { get; } = ["subject", "click", "box"];

    [Theory]
    [MemberData(nameof(Prompts))]
    public async Task A_white_disc_on_nothing_is_found_as_the_disc(string prompt)
    {
        using var result = await SegmentAsync(Shape(Disc), Ask(prompt, 0.5));

        var segment = Assert.Single(result.Segments);
        Assert.InRange(Drawing.Overlap(segment.Mask, Disc), 0.95, 1);
        AssertNothingElseShows(result, Disc);
    }

    [Theory]
    [MemberData(nameof(Prompts))]
    public async Task A_ring_keeps_its_hole(string prompt)
    {
        var ring = Disc.Copy();
        ring.Remove(Drawing.Disc(Side, Side, 256, 256, 80));
        using var result = await SegmentAsync(Shape(ring), Ask(prompt, 0.28));

        var segment = Assert.Single(result.Segments);
        Assert.InRange(Drawing.Overlap(segment.Mask, ring), 0.9, 1);
        AssertNothingElseShows(result, ring);
    }

    [Fact]
    public async Task A_photo_that_is_half_transparent_gets_the_masks_of_the_photo_and_cutouts_as_transparent_as_it()
    {
        using var photo = Image.NewFromBuffer(await workbench.BoatsPhoto);
        using var color = photo.Colourspace(Enums.Interpretation.Srgb);
        using var faded = color.Bandjoin(128);
        Prompt[] prompts = [new BoxPrompt(0.4, 0.15, 0.73, 0.7), new TextPrompt("boat")];
        using var expected = await SegmentAsync(color.PngsaveBuffer(compression: 1), prompts);
        using var actual = await SegmentAsync(faded.PngsaveBuffer(compression: 1), prompts);

        Assert.Equal(expected.Segments.Select(segment => MaskPng.Encode(segment.Mask)), actual.Segments.Select(segment => MaskPng.Encode(segment.Mask)));
        using var cutout = CutoutOf(actual);
        using var alpha = cutout.ExtractBand(3);
        Assert.Equal(128, alpha.Max());
    }

    private static Prompt Ask(string prompt, double x) => prompt switch
    {
        "subject" => new SubjectPrompt(),
        "click" => new PointsPrompt([new PromptPoint(x, 0.5)]),
        _ => new BoxPrompt(0.15, 0.15, 0.85, 0.85),
    };

    /// <summary>White where the mask is set, and transparent elsewhere.</summary>
    private static byte[] Shape(BinaryMask mask)
    {
        using var white = (Image.Black(mask.Width, mask.Height, 3) + 255).Cast(Enums.BandFormat.Uchar);
        using var alpha = MaskImage.Show(mask, new PixelBox(0, 0, mask.Width, mask.Height));
        using var picture = white.Bandjoin(alpha).Copy(interpretation: Enums.Interpretation.Srgb);
        return PictureFiles.Png(picture);
    }

    private static void AssertNothingElseShows(SegmentationResult result, BinaryMask shape)
    {
        using var cutout = CutoutOf(result);
        using var alpha = cutout.ExtractBand(3);
        var shown = MaskImage.Read(alpha);
        shown.Remove(shape);
        Assert.Equal(0, shown.CountArea());
    }

    private static Image CutoutOf(SegmentationResult result) =>
        Image.PngloadBuffer(ResultFiles.Of(result).Single(file => file.Name == ResultNames.Cutout(0, CutoutFormat.Png)).Encode());

    private Task<SegmentationResult> SegmentAsync(byte[] content, params Prompt[] prompts) => workbench.Segmenter.SegmentAsync(
        content, prompts, new InferenceOptions(Outputs: SegmentOutputs.Cutout), TestContext.Current.CancellationToken);
}
