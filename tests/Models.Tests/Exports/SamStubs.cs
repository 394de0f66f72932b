using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Tests.Exports;

/// <summary>
/// Exports of SAM and SAM 2 with exactly the published names, shapes and types. They segment the color at the center of the mark, everywhere in the picture. The mask's score is
/// 0.9 only if colors are normalized as published, and if the features arrive where they belong.
/// </summary>
internal static class SamStubs
{
    private const int Open = OnnxPort.Open;
    private const int Side = 1024;
    private const int MaskSide = 256;
    private const float Nothing = -10;

    /// <summary>Kinds by name, with the features between their halves: the encoder's name, the decoder's, channels, side.</summary>
    private static readonly Dictionary<string, (string Output, string Input, int Channels, int Side)[]> Features = new()
    {
        ["sam"] = [("output", "image_embeddings", 256, 64)],
        ["sam2"] =
        [
            ("high_res_feats_0", "high_res_feats_0", 32, 256), ("high_res_feats_1", "high_res_feats_1", 64, 128), ("image_embed", "image_embed", 256, 64),
        ],
        ["sam2-transformers"] =
        [
            ("image_embeddings.0", "image_embeddings.0", 32, 256), ("image_embeddings.1", "image_embeddings.1", 64, 128), ("image_embeddings.2", "image_embeddings.2", 256, 64),
        ],
    };

    /// <summary>The files of a kind, to be added.</summary>
    public static (ModelFileRole Role, byte[] Content)[] Files(string kind) =>
        [(ModelFileRole.Encoder, Encoder(kind).ToBytes()), (ModelFileRole.Decoder, Decoder(kind).ToBytes())];

    /// <summary>Its first feature has the normalized colors; each of the others has its own number everywhere.</summary>
    public static StubGraph Encoder(string kind)
    {
        var graph = new StubGraph();
        var pixels = graph.Input(kind == "sam2" ? "image" : kind == "sam" ? "x" : "pixel_values", ElementType.Float32, Open, 3, Side, Side);
        foreach (var (index, (name, _, channels, side)) in Features[kind].Index())
        {
            var content = index == 0
                ? graph.Emit("Concat", [graph.Emit("Resize", [pixels, string.Empty, string.Empty, graph.Whole(1, 3, side, side)], new OnnxText("mode", "nearest")), Blank(graph, 0, 1, channels - 3, side, side)], new OnnxInteger("axis", 1))
                : Blank(graph, index, 1, channels, side, side);
            graph.Output(name, content, ElementType.Float32, Open, channels, side, side);
        }

        return graph;
    }

    public static StubGraph Decoder(string kind)
    {
        var graph = new StubGraph();
        var features = Inputs(graph, kind);
        var (places, weights) = kind == "sam2-transformers" ? BoxesAndPoints(graph) : Points(graph, kind == "sam");
        var (cells, side) = (features[0], Features[kind][0].Side);

        // [2]: the center of the mark, in cells; then the cell's number.
        var middle = graph.Emit("Div", [graph.Sum(graph.Emit("Mul", [places, weights]), 0), graph.Sum(weights, 0)]);
        var cell = graph.ToWhole(graph.Emit("Floor", [graph.Emit("Div", [middle, graph.Real([], Side / side)])]));
        var number = graph.Sum(graph.Emit("Mul", [cell, graph.Whole(1, side)]), 0);

        var colors = graph.Emit("Reshape", [graph.Emit("Slice", [cells, graph.Whole(0), graph.Whole(3), graph.Whole(1)]), graph.Whole(3, side * side)]);
        var marked = graph.Emit("Reshape", [graph.Emit("Gather", [colors, number], new OnnxInteger("axis", 1)), graph.Whole(3, 1)]);
        var logits = graph.Emit("Reshape", [graph.Emit("Sub", [graph.Real([], StubExports.Sure), Times(graph, Distance(graph, colors, marked), 100_000)]), graph.Whole(1, 1, side, side)]);
        var mask = side == MaskSide ? logits : graph.Emit("Resize", [logits, string.Empty, string.Empty, graph.Whole(1, 1, MaskSide, MaskSide)], new OnnxText("mode", "nearest"));
        var score = graph.Emit("Reshape", [graph.Emit("Sub", [graph.Real([], 0.9f), Doubts(graph, marked, features)]), graph.Whole(1, 1)]);
        return Answer(graph, kind, mask, score);
    }

    /// <summary>A kind's decoder that returns the numbers it got as scores.</summary>
    public static StubGraph Echo(string kind)
    {
        var graph = new StubGraph();
        Inputs(graph, kind);
        string[] given = kind == "sam2-transformers" ? ["input_points", "input_labels", "input_boxes"] : ["point_coords", "point_labels", "has_mask_input", "orig_im_size"];
        _ = kind == "sam2-transformers" ? BoxesAndPoints(graph) : Points(graph, kind == "sam");
        var all = graph.Emit(
            "Concat",
            [.. given.Take(kind == "sam2" ? 3 : given.Length).Select(name => graph.Emit("Reshape", [graph.ToReal(name), graph.Whole(1, -1)]))],
            new OnnxInteger("axis", 1));
        var (masks, scores) = OutputsOf(kind);
        return graph
            .Output(masks, Blank(graph, Nothing, kind == "sam2-transformers" ? [1, 1, 1, MaskSide, MaskSide] : [1, 1, MaskSide, MaskSide]), ElementType.Float32, kind == "sam2-transformers" ? [Open, Open, Open, MaskSide, MaskSide] : [Open, Open, MaskSide, MaskSide])
            .Output(scores, kind == "sam2-transformers" ? graph.Emit("Unsqueeze", [all, graph.Whole(0)]) : all, ElementType.Float32, kind == "sam2-transformers" ? [Open, Open, Open] : [Open, Open]);
    }

    private static (string Masks, string Scores) OutputsOf(string kind) => kind switch
    {
        "sam" => ("low_res_masks", "iou_predictions"),
        "sam2" => ("masks", "iou_predictions"),
        _ => ("pred_masks", "iou_scores"),
    };

    private static List<string> Inputs(StubGraph graph, string kind) =>
        [.. Features[kind].Select(feature => graph.Input(feature.Input, ElementType.Float32, kind == "sam2-transformers" ? Open : 1, feature.Channels, feature.Side, feature.Side))];

    /// <returns>[N, 2] and [N, 1]: places, and 1 for those on the object.</returns>
    private static (string Places, string Weights) Points(StubGraph graph, bool isOriginal)
    {
        var labelsAxis = isOriginal ? 1 : Open;
        var coordinates = graph.Input("point_coords", ElementType.Float32, labelsAxis, Open, 2);
        var labels = graph.Input("point_labels", ElementType.Float32, labelsAxis, Open);
        graph.Input("mask_input", ElementType.Float32, labelsAxis, 1, MaskSide, MaskSide);
        graph.Input("has_mask_input", ElementType.Float32, labelsAxis);
        if (isOriginal)
        {
            graph.Input("orig_im_size", ElementType.Float32, 2);
        }

        var onObject = graph.ToReal(graph.Emit("Greater", [graph.Emit("Reshape", [labels, graph.Whole(-1, 1)]), graph.Real([], 0.5f)]));
        return (graph.Emit("Reshape", [coordinates, graph.Whole(-1, 2)]), onObject);
    }

    /// <inheritdoc cref="Points"/>
    private static (string Places, string Weights) BoxesAndPoints(StubGraph graph)
    {
        var points = graph.Emit("Reshape", [graph.Input("input_points", ElementType.Float32, Open, Open, Open, 2), graph.Whole(-1, 2)]);
        var labels = graph.ToReal(graph.Emit("Reshape", [graph.Input("input_labels", ElementType.Int64, Open, Open, Open), graph.Whole(-1, 1)]));
        var corners = graph.Emit("Reshape", [graph.Input("input_boxes", ElementType.Float32, Open, Open, 4), graph.Whole(-1, 2)]);
        var ofCorners = graph.Emit("Slice", [graph.Emit("Add", [graph.Emit("Mul", [corners, graph.Real([], 0)]), graph.Real([], 1)]), graph.Whole(0), graph.Whole(1), graph.Whole(1)]);
        return (graph.Emit("Concat", [points, corners], new OnnxInteger("axis", 0)), graph.Emit("Concat", [labels, ofCorners], new OnnxInteger("axis", 0)));
    }

    /// <summary>SAM's first mask is the answer and three are empty; of SAM 2's three, the second is the answer and the third covers everything.</summary>
    private static StubGraph Answer(StubGraph graph, string kind, string mask, string score)
    {
        var nothing = Blank(graph, Nothing, 1, 1, MaskSide, MaskSide);
        var all = Blank(graph, StubExports.Sure, 1, 1, MaskSide, MaskSide);
        string[] masks = kind == "sam" ? [mask, nothing, nothing, nothing] : [nothing, mask, all];
        string[] scores = kind == "sam" ? [score, Low(), Low(), Low()] : [Low(), score, Low()];
        var (maskOutput, scoreOutput) = OutputsOf(kind);
        var joined = graph.Emit("Concat", masks, new OnnxInteger("axis", 1));
        var estimates = graph.Emit("Concat", scores, new OnnxInteger("axis", 1));
        return kind == "sam2-transformers"
            ? graph
                .Output("iou_scores", graph.Emit("Unsqueeze", [estimates, graph.Whole(0)]), ElementType.Float32, Open, Open, 3)
                .Output("pred_masks", graph.Emit("Unsqueeze", [joined, graph.Whole(0)]), ElementType.Float32, Open, Open, 3, MaskSide, MaskSide)
                .Output("object_score_logits", graph.Real([1, 1, 1], 5), ElementType.Float32, Open, Open, 1)
            : graph
                .Output(maskOutput, joined, ElementType.Float32, Open, Open, MaskSide, MaskSide)
                .Output(scoreOutput, estimates, ElementType.Float32, Open, Open);

        string Low() => graph.Real([1, 1], 0.2f);
    }

    /// <summary>How far the color is from the nearest one in the tests' pictures, and the features from where they belong.</summary>
    private static string Doubts(StubGraph graph, string marked, List<string> features)
    {
        var table = graph.Real([3, 4], [.. Enumerable.Range(0, 3).SelectMany(channel => StubExports.Colors.Values.Select(color => Normalize(color[channel], channel)))]);
        var nearest = graph.Emit("ReduceMin", [Distance(graph, table, marked)], new OnnxIntegers("axes", [0]), new OnnxInteger("keepdims", 0));
        var doubts = Times(graph, nearest, 1000);
        foreach (var (index, feature) in features.Index().Skip(1))
        {
            var first = graph.Emit("Slice", [graph.Emit("Reshape", [feature, graph.Whole(-1)]), graph.Whole(0), graph.Whole(1)]);
            doubts = graph.Emit("Add", [doubts, graph.Wrongness(graph.ToWhole(first), index)]);
        }

        return doubts;
    }

    /// <summary>segment-anything's <c>preprocess</c>: subtracts the mean of 0–255, then divides by the deviation.</summary>
    private static float Normalize(byte value, int channel) => (float)((value - new[] { 123.675, 116.28, 103.53 }[channel]) / new[] { 58.395, 57.12, 57.375 }[channel]);

    /// <summary>[n]: squared distances of columns.</summary>
    private static string Distance(StubGraph graph, string colors, string other)
    {
        var difference = graph.Emit("Sub", [colors, other]);
        return graph.Sum(graph.Emit("Mul", [difference, difference]), 0);
    }

    private static string Times(StubGraph graph, string value, float factor) => graph.Emit("Mul", [value, graph.Real([], factor)]);

    private static string Blank(StubGraph graph, float value, params long[] shape) => graph.Emit("Expand", [graph.Real([1], value), graph.Whole(shape)]);
}
