using System.Text.Json;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Tests.Exports;

/// <summary>
/// Exports with exactly the published names, shapes and types, whose answers are known: a word names a color, and is found where the picture has it. The words'
/// colors are normalized here with separately written numbers, so that another mean or deviation finds nothing.
/// </summary>
internal static class StubExports
{
    /// <summary>Colors of the quadrants in a test's picture: red and green above, blue and white below.</summary>
    public static readonly IReadOnlyDictionary<string, byte[]> Colors = new Dictionary<string, byte[]>
    {
        ["red"] = [200, 30, 30],
        ["green"] = [30, 160, 40],
        ["blue"] = [40, 50, 190],
        ["white"] = [255, 255, 255],
    };

    /// <summary>The boxes that the stub of <c>grounding-dino</c> returns for the quadrants, in the same order: center, width, height.</summary>
    public static readonly float[][] Boxes = [[0.25f, 0.25f, 0.5f, 0.4f], [0.7f, 0.3f, 0.4f, 0.5f], [0.2f, 0.75f, 0.3f, 0.5f], [0.75f, 0.8f, 0.4f, 0.3f]];

    /// <summary>The logit of a matching color.</summary>
    public const float Sure = 4;

    private const int Open = OnnxPort.Open;
    private const float Strictness = 100_000;
    private const int Queries = 4;
    private const int TextLength = 256;
    private const int ClipSegSide = 352;
    private const int Sam3Side = 288;
    private const int Sam3Queries = 200;

    private static readonly string[] WordPieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", .. Colors.Keys, "##s", "big", "cafe", "-"];

    private static readonly string[] ClipWords = ["<|startoftext|>", "<|endoftext|>", .. Colors.Keys.Select(word => word + "</w>"), "big</w>"];

    private static readonly (string[] Tokens, string[] Merges) Clip = MakeClip();

    /// <summary>A <c>grounding-dino</c>.</summary>
    /// <param name="height">Height of the required input, in pixels.</param>
    /// <param name="width">Width of the required input, in pixels.</param>
    public static StubGraph GroundingDino(int height, int width)
    {
        var graph = new StubGraph();
        var pixels = graph.Input("pixel_values", ElementType.Float32, Open, 3, Open, Open);
        var mask = graph.Input("pixel_mask", ElementType.Int64, Open, Open, Open);
        var ids = graph.Input("input_ids", ElementType.Int64, Open, Open);
        var types = graph.Input("token_type_ids", ElementType.Int64, Open, Open);
        var attention = graph.Input("attention_mask", ElementType.Int64, Open, Open);

        // A pixel of each quadrant against the color of each token.
        var small = graph.Emit("Resize", [pixels, string.Empty, string.Empty, graph.Whole(1, 3, 2, 2)], new OnnxText("mode", "nearest"));
        var quadrants = graph.Emit("Reshape", [graph.Emit("Transpose", [small], new OnnxIntegers("perm", [0, 2, 3, 1])), graph.Whole(Queries, 1, 3)]);
        var logits = graph.Emit("Sub", [Compare(graph, quadrants, graph.Emit("Gather", [ColorTable(graph, WordPieces), ids]), axis: 2), Doubts()]);
        var length = graph.Emit("Slice", [graph.Emit("Shape", [ids]), graph.Whole(1), graph.Whole(2)]);
        var rest = graph.Emit("Slice", [graph.Real([Queries, TextLength], [.. Enumerable.Repeat(-1e9f, Queries * TextLength)]), length, graph.Whole(TextLength), graph.Whole(1)]);
        var whole = graph.Emit("Reshape", [graph.Emit("Concat", [logits, rest], new OnnxInteger("axis", 1)), graph.Whole(1, Queries, TextLength)]);
        return graph
            .Output("logits", whole, ElementType.Float32, Open, Queries, TextLength)
            .Output("pred_boxes", graph.Real([1, Queries, 4], [.. Boxes.SelectMany(box => box)]), ElementType.Float32, Open, Queries, 4);

        // Inputs of other sizes, masks with holes and texts without their ends find nothing.
        string Doubts() => Total(
            graph,
            graph.Wrongness(graph.Emit("Shape", [pixels]), 1, 3, height, width),
            graph.Wrongness(graph.Emit("Reshape", [graph.Sum(mask, 0, 1, 2), graph.Whole(1)]), height * width),
            graph.Wrongness(graph.Emit("Reshape", [graph.Emit("Sub", [graph.Emit("Size", [ids]), graph.Sum(attention, 0, 1)]), graph.Whole(1)]), 0),
            graph.Wrongness(graph.Emit("Reshape", [graph.Sum(types, 0, 1), graph.Whole(1)]), 0),
            graph.Wrongness(At(graph, ids, 0), Array.IndexOf(WordPieces, "[CLS]")),
            graph.Wrongness(At(graph, ids, -1), Array.IndexOf(WordPieces, "[SEP]")),
            graph.Wrongness(At(graph, ids, -2), Array.IndexOf(WordPieces, ".")));
    }

    /// <summary>A <c>clipseg</c>, which uses only the last word of its text.</summary>
    public static StubGraph ClipSeg()
    {
        var graph = new StubGraph();
        var ids = graph.Input("input_ids", ElementType.Int64, Open, Open);
        var attention = graph.Input("attention_mask", ElementType.Int64, Open, Open);
        var pixels = graph.Input("pixel_values", ElementType.Float32, Open, 3, ClipSegSide, ClipSegSide);
        var word = graph.Emit("Reshape", [graph.Emit("Gather", [ColorTable(graph, Clip.Tokens), At(graph, ids, -2)]), graph.Whole(1, 3, 1, 1)]);
        var doubts = Total(
            graph,
            graph.Wrongness(At(graph, ids, 0), 0),
            graph.Wrongness(At(graph, ids, -1), 1),
            graph.Wrongness(graph.Emit("Reshape", [graph.Emit("Sub", [graph.Emit("Size", [ids]), graph.Sum(attention, 0, 1)]), graph.Whole(1)]), 0));
        return graph.Output("logits", graph.Emit("Sub", [Compare(graph, pixels, word, axis: 1), doubts]), ElementType.Float32, Open, ClipSegSide, ClipSegSide);
    }

    /// <summary>The encoder of a <c>sam3</c>: its first feature has the normalized colors, the others are blank.</summary>
    public static StubGraph Sam3Encoder()
    {
        var graph = new StubGraph();
        var pixels = graph.Input("images", ElementType.Float32, Open, 3, 1008, 1008);
        var small = graph.Emit("Resize", [pixels, string.Empty, string.Empty, graph.Whole(1, 3, 288, 288)], new OnnxText("mode", "nearest"));
        return graph
            .Output("fpn_feat_0", graph.Emit("Concat", [small, Blank(1, 253, 288, 288)], new OnnxInteger("axis", 1)), ElementType.Float32, Open, 256, 288, 288)
            .Output("fpn_feat_1", Blank(1, 256, 144, 144), ElementType.Float32, Open, 256, 144, 144)
            .Output("fpn_feat_2", Blank(1, 256, 72, 72), ElementType.Float32, Open, 256, 72, 72)
            .Output("fpn_pos_2", Blank(1, 256, 72, 72), ElementType.Float32, Open, 256, 72, 72);

        string Blank(params long[] shape) => graph.Emit("Expand", [graph.Real([1], 0), graph.Whole(shape)]);
    }

    /// <summary>The text encoder of a <c>sam3</c>: each token becomes its color, as the encoder normalizes it.</summary>
    public static StubGraph Sam3Text()
    {
        var graph = new StubGraph();
        var ids = graph.Input("input_ids", ElementType.Int64, Open, 32);
        var attention = graph.Input("attention_mask", ElementType.Int64, Open, 32);
        var table = graph.Real(
            [Clip.Tokens.Length, 3],
            [.. Clip.Tokens.SelectMany((token, id) => Colors.TryGetValue(token.Replace("</w>", string.Empty), out var color)
                ? color.Select(value => (float)((value / 127.5) - 1))
                : [100 + id, 100, 100])]);
        var rest = graph.Emit("Expand", [graph.Real([1], 0), graph.Whole(1, 32, 253)]);
        return graph
            .Output("text_features", graph.Emit("Concat", [graph.Emit("Gather", [table, ids]), rest], new OnnxInteger("axis", 2)), ElementType.Float32, Open, 32, 256)
            .Output("text_mask", graph.Emit("Cast", [attention], new OnnxInteger("to", 9)), ElementType.Boolean, Open, 32);
    }

    /// <summary>
    /// The decoder of a <c>sam3</c>, which knows texts of one word: its first query has the mask of the word's color and a box, and the others are empty. Without a word, it
    /// takes the color at the center of the first exemplar.
    /// </summary>
    /// <param name="exemplars">The only ones that it accepts.</param>
    public static StubGraph Sam3Decoder(StubExemplars? exemplars = null, int room = Open)
    {
        var hasWord = exemplars?.WithWord ?? true;
        var (places, kindsOfBoxes) = exemplars is null ? ([0, 0, 0, 0], [-10]) : (exemplars.Thousandths, exemplars.Labels);
        var graph = new StubGraph();
        var colors = graph.Input("fpn_feat_0", ElementType.Float32, Open, 256, Sam3Side, Sam3Side);
        graph.Input("fpn_feat_1", ElementType.Float32, Open, 256, 144, 144);
        graph.Input("fpn_feat_2", ElementType.Float32, Open, 256, 72, 72);
        graph.Input("fpn_pos_2", ElementType.Float32, Open, 256, 72, 72);
        var text = graph.Input("text_features", ElementType.Float32, Open, Open, 256);
        var textMask = graph.Input("text_mask", ElementType.Boolean, Open, Open);
        var boxes = graph.Input("input_boxes", ElementType.Float32, Open, room, 4);
        var labels = graph.Input("input_boxes_labels", ElementType.Int64, Open, room);

        // The first token, the word, the end, and padding with the end.
        var kinds = graph.ToWhole(graph.Emit("Reshape", [graph.Emit("Slice", [text, graph.Whole(0), graph.Whole(1), graph.Whole(2)]), graph.Whole(32)]));
        var word = graph.Emit("Slice", [text, graph.Whole(1), graph.Whole(2), graph.Whole(1)]);
        var doubts = Total(
            graph,
            graph.Wrongness(graph.Emit("Slice", [kinds, graph.Whole(0), graph.Whole(1)]), hasWord ? 100 : 101),
            graph.Wrongness(graph.Emit("Slice", [kinds, graph.Whole(2), graph.Whole(32)]), [.. Enumerable.Repeat(101L, 30)]),
            graph.Wrongness(graph.Emit("Reshape", [graph.Emit("Cast", [textMask], new OnnxInteger("to", 7)), graph.Whole(32)]), [1, .. hasWord ? (long[])[1, 1] : [0, 0], .. Enumerable.Repeat(0L, 29)]),
            graph.Wrongness(graph.Emit("Reshape", [Thousandths(), graph.Whole(places.Length)]), places),
            graph.Wrongness(graph.Emit("Reshape", [labels, graph.Whole(kindsOfBoxes.Length)]), kindsOfBoxes));
        var sure = graph.Emit("Reshape", [graph.Emit("Sub", [graph.Real([], Sure), doubts]), graph.Whole(1, 1)]);
        var rgb = graph.Emit("Slice", [colors, graph.Whole(0), graph.Whole(3), graph.Whole(1)]);
        var wanted = graph.Emit("Reshape", [hasWord ? graph.Emit("Slice", [word, graph.Whole(0), graph.Whole(3), graph.Whole(2)]) : Middle(), graph.Whole(1, 3, 1, 1)]);
        var mask = graph.Emit("Reshape", [Compare(graph, rgb, wanted, axis: 1), graph.Whole(1, 1, Sam3Side, Sam3Side)]);
        var nothing = graph.Emit("Expand", [graph.Real([1], -10), graph.Whole(1, Sam3Queries - 1, Sam3Side, Sam3Side)]);
        var others = graph.Emit("Expand", [graph.Real([1], -10), graph.Whole(1, Sam3Queries - 1)]);
        return graph
            .Output("pred_masks", graph.Emit("Concat", [mask, nothing], new OnnxInteger("axis", 1)), ElementType.Float32, Open, Sam3Queries, Sam3Side, Sam3Side)
            .Output("pred_boxes", graph.Emit("Expand", [graph.Real([4], 0.1f, 0.2f, 0.6f, 0.7f), graph.Whole(1, Sam3Queries, 4)]), ElementType.Float32, Open, Sam3Queries, 4)
            .Output("pred_logits", graph.Emit("Concat", [sure, others], new OnnxInteger("axis", 1)), ElementType.Float32, Open, Sam3Queries)
            .Output("presence_logits", graph.Real([1, 1], 3), ElementType.Float32, Open, 1);

        string Thousandths() => graph.ToWhole(graph.Emit("Add", [graph.Emit("Mul", [boxes, graph.Real([], 1000)]), graph.Real([], 0.5f)]));

        string Middle()
        {
            var (column, row) = (places[0] * Sam3Side / 1000, places[1] * Sam3Side / 1000);
            return graph.Emit("Slice", [rgb, graph.Whole(row, column), graph.Whole(row + 1, column + 1), graph.Whole(2, 3)]);
        }
    }

    /// <summary>A network for the subject: the sum of the normalized colors of each pixel.</summary>
    public static StubGraph Matting(int side)
    {
        var graph = new StubGraph();
        var pixels = graph.Input("input_image", ElementType.Float32, 1, 3, side, side);
        var sum = graph.Emit("ReduceSum", [pixels, graph.Whole(1)], new OnnxInteger("keepdims", 1));
        return graph.Output("output_image", sum, ElementType.Float32, 1, 1, side, side);
    }

    /// <summary>BERT's <c>tokenizer.json</c> with few words.</summary>
    public static string WordPieceTokenizer() => Tokenizer("WordPiece", WordPieces, null);

    /// <summary>CLIP's, with few words.</summary>
    public static string ClipTokenizer() => Tokenizer("BPE", Clip.Tokens, Clip.Merges);

    /// <summary>The words, their letters and the merges that make them, from the left; a longer word's come first, so that a shorter one's do not break it.</summary>
    private static (string[] Tokens, string[] Merges) MakeClip()
    {
        List<string> tokens = [.. ClipWords];
        List<string> merges = [];
        foreach (var word in ClipWords.Skip(2).Select(word => word[..^"</w>".Length]).OrderByDescending(word => word.Length))
        {
            var parts = word.Select((letter, i) => i == word.Length - 1 ? $"{letter}</w>" : $"{letter}").ToList();
            tokens.AddRange(parts);
            for (var made = parts[0]; parts.Count > 1; parts.RemoveAt(0))
            {
                merges.Add($"{made} {parts[1]}");
                tokens.Add(made += parts[1]);
            }
        }

        return ([.. tokens.Distinct()], [.. merges.Distinct()]);
    }

    private static string Tokenizer(string type, string[] tokens, string[]? merges) => JsonSerializer.Serialize(new
    {
        version = "1.0",
        model = new Dictionary<string, object?>
        {
            ["type"] = type,
            ["vocab"] = tokens.Index().ToDictionary(token => token.Item, token => token.Index),
            ["merges"] = merges,
        }.Where(property => property.Value is not null).ToDictionary(),
    });

    /// <summary>4, less a hundred thousand times the squared distance of two colors.</summary>
    private static string Compare(StubGraph graph, string colors, string others, int axis)
    {
        var difference = graph.Emit("Sub", [colors, others]);
        var distance = graph.Sum(graph.Emit("Mul", [difference, difference]), axis);
        return graph.Emit("Sub", [graph.Real([], Sure), graph.Emit("Mul", [distance, graph.Real([], Strictness)])]);
    }

    /// <summary>[tokens, 3]: each token's normalized color; for other tokens, one that no picture can have.</summary>
    private static string ColorTable(StubGraph graph, string[] tokens) => graph.Real(
        [tokens.Length, 3], [.. tokens.SelectMany(token => Colors.TryGetValue(token.Replace("</w>", string.Empty), out var color) ? Normalize(color) : [100, 100, 100])]);

    /// <summary>torchvision's <c>ToTensor</c> and <c>Normalize</c> with ImageNet's numbers.</summary>
    private static float[] Normalize(byte[] color) =>
        [(float)(((color[0] / 255.0) - 0.485) / 0.229), (float)(((color[1] / 255.0) - 0.456) / 0.224), (float)(((color[2] / 255.0) - 0.406) / 0.225)];

    /// <summary>A token of the text, counted from the end if negative.</summary>
    private static string At(StubGraph graph, string ids, long index) =>
        graph.Emit("Reshape", [graph.Emit("Gather", [ids, graph.Whole(index)], new OnnxInteger("axis", 1)), graph.Whole(1)]);

    private static string Total(StubGraph graph, params string[] values) => values.Aggregate((total, value) => graph.Emit("Add", [total, value]));
}

/// <summary>The exemplars that a stub accepts.</summary>
/// <param name="Thousandths">The center, width and height of each box, in thousandths of the picture.</param>
/// <param name="Labels">The label of each box.</param>
/// <param name="WithWord">Whether a word goes with them.</param>
internal sealed record StubExemplars(long[] Thousandths, long[] Labels, bool WithWord);
