using System.Text.Json;
using SegFunctions.Contract;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Postprocessing.Outlines;
using SegFunctions.Inference.Postprocessing.RunLengths;
using SegFunctions.Inference.Rendering.Cutouts;

namespace SegFunctions.Inference.Rendering;

/// <summary>The files of a result: a mask per segment, all masks as run lengths, and whatever else its options request.</summary>
public static class ResultFiles
{
    private const string Png = "image/png";
    private const string Json = "application/json";

    /// <summary>Every file that <see cref="SegmentationResult.ToDocument(IReadOnlyDictionary{string, double})"/> names.</summary>
    public static IEnumerable<ResultFile> Of(SegmentationResult result)
    {
        var (outputs, format) = (result.Options.Outputs, result.CutoutOptions.Format);
        foreach (var (index, segment) in result.Segments.Index())
        {
            yield return new ResultFile(ResultNames.Mask(index), Png, () => MaskPng.Encode(segment.Mask));
            if (outputs.HasFlag(SegmentOutputs.Cutout))
            {
                yield return new ResultFile(ResultNames.Cutout(index, format), CutoutFile.ContentTypeOf(format), () => EncodeCutout(result, segment));
            }
        }

        yield return new ResultFile(ResultNames.Rles, Json, () => Write(result.Segments.Select(segment => ToRle(segment.Mask))));
        if (result.HasOutlines)
        {
            yield return new ResultFile(ResultNames.Polygons, Json, () => Write(result.Segments.Select(segment => ToPolygons(segment.Mask))));
        }

        if (result.Options.Preview)
        {
            yield return new ResultFile(ResultNames.Preview, Png, () => PreviewPng.Encode(result));
        }

        if (result.HasUnion)
        {
            var union = new Lazy<BinaryMask>(() => Unite(result.Answers));
            yield return new ResultFile(ResultNames.UnionMask, Png, () => MaskPng.Encode(union.Value));
            yield return new ResultFile(
                ResultNames.UnionCutout(format),
                CutoutFile.ContentTypeOf(format),
                () => result.Answers is [var only] ? EncodeCutout(result, only) : EncodeCutout(result, union.Value));
        }
    }

    private static byte[] EncodeCutout(SegmentationResult result, FoundSegment segment) =>
        segment.Matte is { } known ? EncodeCutout(result, known) : EncodeCutout(result, segment.Mask);

    private static byte[] EncodeCutout(SegmentationResult result, BinaryMask mask)
    {
        using var matte = SoftMatte.Of(result.Picture.Whole, mask);
        return EncodeCutout(result, matte);
    }

    private static byte[] EncodeCutout(SegmentationResult result, Matte matte) =>
        CutoutFile.Encode(result.Picture.Whole, matte, result.CutoutOptions, result.Background);

    private static BinaryMask Unite(IReadOnlyList<FoundSegment> segments)
    {
        var union = segments[0].Mask.Copy();
        foreach (var segment in segments.Skip(1))
        {
            union.Add(segment.Mask);
        }

        return union;
    }

    private static MaskRle ToRle(BinaryMask mask) => new([mask.Height, mask.Width], CocoRle.FromMask(mask).ToText());

    private static SegmentPolygons ToPolygons(BinaryMask mask) => new(
        [.. MaskOutline.Find(mask).Select(outline => new Polygon([.. outline.Vertices.Select(vertex => new PolygonVertex(vertex.X, vertex.Y))]))]);

    private static byte[] Write<T>(IEnumerable<T> ofSegments) => JsonSerializer.SerializeToUtf8Bytes(ofSegments, ContractJson.Options);
}

/// <summary>A file of a result, before its content is made.</summary>
/// <param name="Name">Relative to the attempt's folder.</param>
/// <param name="ContentType">Media type of its bytes.</param>
/// <param name="Encode">Makes its bytes: pure CPU work, called at most once, on any thread.</param>
public sealed record ResultFile(string Name, string ContentType, Func<byte[]> Encode);
