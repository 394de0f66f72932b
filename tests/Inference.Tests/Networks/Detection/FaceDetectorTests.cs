using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Tests.Networks.OpenVocabulary;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Inference.Tests.Networks.Detection;

/// <summary>A stub with the network's names and shapes, which detects one face in each grid if its input has the quadrants' colors as −1 to 1, with black around them.</summary>
public sealed class FaceDetectorTests : IDisposable
{
    private const int Side = 256;
    private const int BoxFields = 16;

    // Of 512 anchors, the second one in the cell at column 3 and row 5; of 384, the last one in the cell at column 7 and row 2.
    private const int Near = (((5 * 16) + 3) * 2) + 1;
    private const int Far = (((2 * 8) + 7) * 6) + 5;

    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("segfunctions-tests-").FullName, "face.onnx");
    private readonly OnnxSessions _sessions = new(new OnnxSettings());

    [Fact]
    public void Boxes_are_read_against_the_middles_of_their_cells()
    {
        Stub().Write(_path);
        using var detector = new FaceDetector(ModelChoice.Of(ModelCatalogue.Load()).Faces, _path, _sessions);
        using var picture = AddedWorkbench.Quadrants();

        var found = detector.Detect(picture, detector.View(picture.Frame, mirrored: false), 0.5f).OrderByDescending(face => face.RawScore).ToList();

        // The picture has 64 × 48 pixels, a quarter of the input's. Centers: 56 + 4, 88 − 8 and 240, 80.
        Assert.Equal([0.9526, 0.8808], found.Select(face => Math.Round(face.RawScore, 4)));
        Assert.Equal([new BoxF(10, 15, 20, 25), new BoxF(57.5f, 10, 62.5f, 30)], found.Select(face => face.Box));
        Assert.All(found, face => Assert.Equal("face", SegFunctions.Contract.Words.WordIndex.BuiltIn.Classes[face.ClassId]));
    }

    public void Dispose()
    {
        _sessions.Dispose();
        Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
    }

    private static StubGraph Stub()
    {
        var graph = new StubGraph();
        var pixels = graph.Input("input", ElementType.Float32, 1, Side, Side, 3);
        float[] red = [.. StubExports.Colors["red"].Select(value => (value / 127.5f) - 1)];
        var doubts = graph.Emit("Add", [Difference(10, 10, red), Difference(250, 10, [-1, -1, -1])]);
        return graph
            .Output("Identity", Logits(512, Near, 3), ElementType.Float32, 1, 512, 1)
            .Output("Identity_1", Logits(384, Far, 2), ElementType.Float32, 1, 384, 1)
            .Output("Identity_2", Boxes(512, Near, [4, -8, 40, 40]), ElementType.Float32, 1, 512, BoxFields)
            .Output("Identity_3", Boxes(384, Far, [0, 0, 20, 80]), ElementType.Float32, 1, 384, BoxFields);

        string Difference(int row, int column, float[] color)
        {
            var pixel = graph.Emit("Slice", [pixels, graph.Whole(row, column), graph.Whole(row + 1, column + 1), graph.Whole(1, 2)]);
            var differences = graph.Emit("Abs", [graph.Emit("Sub", [pixel, graph.Real([1, 1, 1, 3], color)])]);
            return graph.Emit("Mul", [graph.Emit("Reshape", [graph.Sum(differences, 0, 1, 2, 3), graph.Whole(1, 1, 1)]), graph.Real([], 1000)]);
        }

        string Logits(int anchors, int seen, float logit) =>
            graph.Emit("Sub", [graph.Real([1, anchors, 1], [.. Enumerable.Range(0, anchors).Select(anchor => anchor == seen ? logit : -9f)]), doubts]);

        string Boxes(int anchors, int seen, float[] box) => graph.Real(
            [1, anchors, BoxFields], [.. Enumerable.Range(0, anchors).SelectMany(anchor => anchor == seen ? (float[])[.. box, .. new float[BoxFields - 4]] : new float[BoxFields])]);
    }
}
