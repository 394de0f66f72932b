using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Tests.Exports;

/// <summary>
/// Exports of YOLO-World and YOLOE with exactly the published shapes and types, for a picture of four quadrants in proportions of 4 : 3. A word finds the quadrant whose color has
/// the same direction, with a score of 0.8, if the picture is centered in the square with gray around it, its colors are in 0–1, and the texts have unit length.
/// </summary>
internal static class YoloStubs
{
    private const int Open = OnnxPort.Open;
    private const int Side = 640;
    private const int Length = 512;
    private const int MapSide = 160;
    private const int Anchors = 8;
    private const int Coefficients = 32;
    private const int Texts = 80;

    // Where the picture starts in the square: it has 480 rows.
    private const int Top = 80;

    /// <summary>Texts after the first two tokens: the end and padding.</summary>
    private static readonly long[] End = [1, .. Enumerable.Repeat(0L, 74)];

    public static (ModelFileRole Role, byte[] Content)[] World() => Files(WorldNetwork(), ElementType.Int64);

    public static (ModelFileRole Role, byte[] Content)[] Yoloe() => Files(YoloeNetwork(), ElementType.Int32);

    /// <summary>Built-in words, in a different order from the quadrants.</summary>
    public static (ModelFileRole Role, byte[] Content)[] Words(string labels = "white\n\n blue \nRed\nxyz\ngreen\n") =>
        [(ModelFileRole.Network, WordsNetwork().ToBytes()), (ModelFileRole.Labels, System.Text.Encoding.UTF8.GetBytes(labels))];

    private static (ModelFileRole Role, byte[] Content)[] Files(StubGraph network, ElementType tokens) =>
    [
        (ModelFileRole.Network, network.ToBytes()),
        (ModelFileRole.TextEncoder, TextEncoder(tokens).ToBytes()),
        (ModelFileRole.Tokenizer, System.Text.Encoding.UTF8.GetBytes(StubExports.ClipTokenizer())),
    ];

    /// <summary>A word becomes three times its color, and any other text three in the fourth place.</summary>
    private static StubGraph TextEncoder(ElementType type)
    {
        var graph = new StubGraph();
        var ids = graph.ToWhole(graph.Input("input", type, Open, 77));
        var table = graph.Real([200, 4], [.. Enumerable.Range(0, 200).SelectMany(token =>
            token is >= 2 and < 6 ? [.. StubExports.Colors.Values.ElementAt(token - 2).Select(value => value / 85f), 0] : new float[] { 0, 0, 0, 3 })]);
        var first = graph.Wrongness(At(0, 1), 0);
        var rest = graph.Emit("Mul", [graph.Wrongness(At(2, 77), End), IsWord()]);
        var doubts = graph.Emit("Reshape", [graph.Emit("Add", [first, rest]), graph.Whole(1, 1)]);
        var features = graph.Emit("Gather", [table, At(1, 2)]);
        var others = graph.Emit("Expand", [doubts, graph.Whole(1, Length - 4)]);
        return graph.Output("output", graph.Emit("Concat", [features, others], new OnnxInteger("axis", 1)), ElementType.Float32, Open, Length);

        string At(long from, long to) => graph.Emit("Reshape", [graph.Emit("Slice", [ids, graph.Whole(from), graph.Whole(to), graph.Whole(1)]), graph.Whole(-1)]);

        // The text of the background ends with its second token.
        string IsWord() => graph.Emit("Reshape", [graph.ToReal(graph.Emit("Greater", [At(1, 2), graph.Whole(1)])), graph.Whole(1)]);
    }

    private static StubGraph WorldNetwork()
    {
        var graph = new StubGraph();
        var pixels = graph.Input("images", ElementType.Float32, 1, 3, Side, Side);
        var texts = graph.Input("text_features", ElementType.Float32, 1, Open, Length);
        var scores = Score(graph, pixels, texts);

        // The last text is the background's.
        var last = graph.Emit("Slice", [texts, graph.Whole(-1, 3), graph.Whole(int.MaxValue, 4), graph.Whole(1, 2)]);
        var doubts = graph.Wrongness(graph.Emit("Reshape", [graph.ToWhole(graph.Emit("Add", [last, graph.Real([], 0.5f)])), graph.Whole(1)]), 1);
        float[] boxes = [.. StubExports.Boxes.SelectMany(box => (float[])[(box[0] - (box[2] / 2)) * Side, Row(box[1] - (box[3] / 2)), (box[0] + (box[2] / 2)) * Side, Row(box[1] + (box[3] / 2))])];
        return graph
            .Output("scores", graph.Emit("Unsqueeze", [graph.Emit("Sub", [scores, doubts]), graph.Whole(0)]), ElementType.Float32, 1, 4, Open)
            .Output("boxes", graph.Real([1, 4, 4], boxes), ElementType.Float32, 1, 4, 4);
    }

    private static StubGraph YoloeNetwork()
    {
        var graph = new StubGraph();
        var pixels = graph.Input("images", ElementType.Float32, 1, 3, Side, Side);
        return Masks(graph, pixels, graph.Input("embeddings", ElementType.Float32, 1, Texts, Length), Texts);
    }

    private static StubGraph WordsNetwork()
    {
        var graph = new StubGraph();
        var pixels = graph.Input("images", ElementType.Float32, 1, 3, Side, Side);
        var texts = Unit(graph, graph.Real([5, 4], [.. ((string[])["white", "blue", "red", "", "green"]).SelectMany(word => StubExports.Colors.TryGetValue(word, out var color) ? [.. color.Select(value => (float)value), 0] : new float[] { 0, 0, 0, 1 })]));
        return Masks(graph, pixels, graph.Emit("Unsqueeze", [texts, graph.Whole(0)]), 5);
    }

    /// <summary>Each quadrant has an anchor, and its own color as a mask.</summary>
    private static StubGraph Masks(StubGraph graph, string pixels, string texts, int count)
    {
        var scores = graph.Emit("Concat", [graph.Emit("Transpose", [Score(graph, pixels, texts)], new OnnxIntegers("perm", [1, 0])), Zeros(graph, count, Anchors - 4)], new OnnxInteger("axis", 1));
        float[] boxes =
        [
            .. Enumerable.Range(0, 4).SelectMany(edge => Enumerable.Range(0, Anchors).Select(anchor => anchor >= 4 ? 0
                : edge switch
                {
                    0 => StubExports.Boxes[anchor][0] * Side,
                    1 => Row(StubExports.Boxes[anchor][1]),
                    2 => StubExports.Boxes[anchor][2] * Side,
                    _ => StubExports.Boxes[anchor][3] * (Side - (2 * Top)),
                })),
        ];
        float[] coefficients = [.. Enumerable.Range(0, Coefficients * Anchors).Select(place => place / Anchors == place % Anchors ? 1f : 0)];
        var rows = graph.Emit("Concat", [graph.Real([4, Anchors], boxes), scores, graph.Real([Coefficients, Anchors], coefficients)], new OnnxInteger("axis", 0));
        var small = graph.Emit("Reshape", [graph.Emit("Resize", [pixels, string.Empty, string.Empty, graph.Whole(1, 3, MapSide, MapSide)], new OnnxText("mode", "nearest")), graph.Whole(1, 3, MapSide * MapSide)]);
        var difference = graph.Emit("Sub", [small, graph.Emit("Reshape", [Quadrants(graph, pixels), graph.Whole(4, 3, 1)])]);
        var distance = graph.Sum(graph.Emit("Mul", [difference, difference]), 1);
        var maps = graph.Emit("Sub", [graph.Real([], StubExports.Sure), graph.Emit("Mul", [distance, graph.Real([], 100_000)])]);
        var protos = graph.Emit("Concat", [maps, Zeros(graph, Coefficients - 4, MapSide * MapSide)], new OnnxInteger("axis", 0));
        return graph
            .Output("output0", graph.Emit("Unsqueeze", [rows, graph.Whole(0)]), ElementType.Float32, 1, 4 + count + Coefficients, Anchors)
            .Output("output1", graph.Emit("Reshape", [protos, graph.Whole(1, Coefficients, MapSide, MapSide)]), ElementType.Float32, 1, Coefficients, MapSide, MapSide);
    }

    /// <summary>[4, texts], clamped to at least 0.</summary>
    private static string Score(StubGraph graph, string pixels, string texts)
    {
        var quadrants = Quadrants(graph, pixels);
        var words = graph.Emit("Reshape", [graph.Emit("Slice", [texts, graph.Whole(0), graph.Whole(3), graph.Whole(2)]), graph.Whole(-1, 3)]);
        var cosine = graph.Emit("MatMul", [Unit(graph, quadrants), graph.Emit("Transpose", [words], new OnnxIntegers("perm", [1, 0]))]);
        var wrong = graph.Emit("Mul", [graph.Emit("Abs", [graph.Emit("Sub", [cosine, graph.Real([], 1)])]), graph.Real([], 1000)]);
        var doubts = graph.Emit("Add", [Foreignness(graph, quadrants), Grayness(graph, pixels)]);
        return graph.Emit("Relu", [graph.Emit("Sub", [graph.Emit("Sub", [graph.Real([], 0.8f), wrong]), graph.Emit("Reshape", [doubts, graph.Whole(4, 1)])])]);
    }

    /// <summary>[4, 3]: the color at the center of each quadrant.</summary>
    private static string Quadrants(StubGraph graph, string pixels) => graph.Emit(
        "Concat",
        [.. new (int X, int Y)[] { (160, 200), (480, 200), (160, 440), (480, 440) }.Select(place => Pixel(graph, pixels, place.X, place.Y))],
        new OnnxInteger("axis", 0));

    private static string Pixel(StubGraph graph, string pixels, int x, int y) =>
        graph.Emit("Reshape", [graph.Emit("Slice", [pixels, graph.Whole(y, x), graph.Whole(y + 1, x + 1), graph.Whole(2, 3)]), graph.Whole(1, 3)]);

    /// <summary>[4]: how far each color is from every color in the picture.</summary>
    private static string Foreignness(StubGraph graph, string quadrants)
    {
        var known = graph.Real([1, 4, 3], [.. StubExports.Colors.Values.SelectMany(color => color.Select(value => value / 255f))]);
        var difference = graph.Emit("Sub", [graph.Emit("Reshape", [quadrants, graph.Whole(4, 1, 3)]), known]);
        var distance = graph.Sum(graph.Emit("Mul", [difference, difference]), 2);
        return graph.Emit("Mul", [graph.Emit("ReduceMin", [distance], new OnnxIntegers("axes", [1]), new OnnxInteger("keepdims", 0)), graph.Real([], 100_000)]);
    }

    /// <summary>[1]: how far the pixels just above and below the picture are from 114 of 255.</summary>
    private static string Grayness(StubGraph graph, string pixels)
    {
        var both = graph.Emit("Concat", [Pixel(graph, pixels, 320, Top - 1), Pixel(graph, pixels, 320, Side - Top)], new OnnxInteger("axis", 0));
        var difference = graph.Emit("Abs", [graph.Emit("Sub", [both, graph.Real([], 114 / 255f)])]);
        return graph.Emit("Mul", [graph.Emit("Reshape", [graph.Sum(difference, 0, 1), graph.Whole(1)]), graph.Real([], 1000)]);
    }

    private static string Unit(StubGraph graph, string vectors) =>
        graph.Emit("Div", [vectors, graph.Emit("Sqrt", [graph.Emit("ReduceSum", [graph.Emit("Mul", [vectors, vectors]), graph.Whole(1)], new OnnxInteger("keepdims", 1))])]);

    private static string Zeros(StubGraph graph, params long[] shape) => graph.Emit("Expand", [graph.Real([1], 0), graph.Whole(shape)]);

    /// <summary>Pixels of the square.</summary>
    private static float Row(float fraction) => Top + (fraction * (Side - (2 * Top)));
}
