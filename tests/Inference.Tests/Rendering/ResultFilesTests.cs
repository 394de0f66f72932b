using System.Text.Json;
using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Postprocessing.RunLengths;
using SegFunctions.Inference.Rendering;
using SegFunctions.Inference.Tests.Pictures;
using SegFunctions.Inference.Tests.Postprocessing;

namespace SegFunctions.Inference.Tests.Rendering;

public sealed class ResultFilesTests
{
    private const SegmentOutputs Everything = SegmentOutputs.Rle | SegmentOutputs.Polygons | SegmentOutputs.Cutout | SegmentOutputs.Union;

    [Theory]
    [InlineData(SegmentOutputs.None, false)]
    [InlineData(SegmentOutputs.Cutout, true)]
    [InlineData(SegmentOutputs.Rle | SegmentOutputs.Polygons, false)]
    [InlineData(Everything, true)]
    public void The_document_names_every_file_and_nothing_else(SegmentOutputs outputs, bool preview)
    {
        using var result = Create(outputs, preview);

        Assert.Equal(
            result.ToDocument(new Dictionary<string, double>()).ListBlobs().Order(StringComparer.Ordinal),
            ResultFiles.Of(result).Select(file => file.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Run_lengths_and_outlines_stand_at_their_segments_places()
    {
        using var result = Create(Everything, preview: false);
        var rles = Read<MaskRle>(result, ResultNames.Rles);
        var polygons = Read<SegmentPolygons>(result, ResultNames.Polygons);

        foreach (var (i, segment) in result.Segments.Index())
        {
            Assert.Equal([300, 400], rles[i].Size);
            Assert.Equal(1, Drawing.Overlap(segment.Mask, CocoRle.FromText(300, 400, rles[i].Counts).ToMask()));
            var vertices = Assert.Single(polygons[i].Outlines).Vertices;
            Assert.InRange(vertices.Average(vertex => vertex.X) * 400, segment.Box.X, segment.Box.X + segment.Box.Width);
        }
    }

    [Fact]
    public void A_cutout_takes_the_networks_matte_where_there_is_one()
    {
        using var result = Create(SegmentOutputs.Cutout, preview: false);
        using var known = result with
        {
            Segments = [result.Segments[0] with { Matte = Matte.FromNetwork([0.5f], 1, 1, 400, 300) }],
        };

        using var cutout = Image.PngloadBuffer(ResultFiles.Of(known).Single(file => file.Name == ResultNames.Cutout(0, CutoutFormat.Png)).Encode());
        Assert.Equal([90, 90, 90, 128], cutout.Getpoint(5, 5));
    }

    [Fact]
    public void A_union_covers_what_any_segment_does()
    {
        using var result = Create(SegmentOutputs.Union, preview: false);
        using var mask = Image.PngloadBuffer(ResultFiles.Of(result).Single(file => file.Name == ResultNames.UnionMask).Encode());
        using var cutout = Image.PngloadBuffer(ResultFiles.Of(result).Single(file => file.Name == ResultNames.UnionCutout(CutoutFormat.Png)).Encode());

        (int X, int Y)[] places = [(100, 150), (300, 150), (5, 5)];
        Assert.Equal(
            [(255, 255), (255, 255), (0, 0)],
            places.Select(place => ((int)mask.Getpoint(place.X, place.Y)[0], (int)cutout.Getpoint(place.X, place.Y)[3])));
    }

    [Fact]
    public void There_is_no_union_of_nothing()
    {
        using var result = Create(SegmentOutputs.Union, preview: false);

        Assert.Null((result with { Segments = [] }).ToDocument(new Dictionary<string, double>()).Union);
    }

    private static IReadOnlyList<T> Read<T>(SegmentationResult result, string name) => JsonSerializer.Deserialize<IReadOnlyList<T>>(
        ResultFiles.Of(result).Single(file => file.Name == name).Encode(), ContractJson.Options)!;

    private static SegmentationResult Create(SegmentOutputs outputs, bool preview)
    {
        using var image = (Image.Black(400, 300, 3) + 90).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        var picture = new PictureSource(new PictureDecoder(new PictureLimits()), PictureFiles.Png(image));
        BinaryMask[] masks = [Drawing.Disc(400, 300, 100, 150, 60), Drawing.Disc(400, 300, 300, 150, 40)];
        return new SegmentationResult(
            picture,
            [.. masks.Select(mask => new FoundSegment(0, "dog", 0.9, 0.8, mask))],
            [],
            [],
            new Provenance([], "cpu", new InferenceOptions(Preview: preview, Outputs: outputs), new Dictionary<string, double>()));
    }
}
