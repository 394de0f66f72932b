using Microsoft.ML.OnnxRuntime;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;
using SegFunctions.Models.Tests.Reference;

namespace SegFunctions.Models.Tests.Conversion;

/// <summary>
/// Compares the converted detector with TensorFlow.js; they differ by float rounding. Measured: scores 3.6e-7, boxes 6.1e-5 px, extents 3.1e-4 px.
/// The tolerances allow for other processors, whose kernels sum in a different order.
/// </summary>
public sealed class ConvertedDetectorTests(InstalledModels models) : IClassFixture<InstalledModels>
{
    private const float ScoreTolerance = 1e-6f;
    private const float BoxTolerance = 2.4e-4f;
    private const float ExtentTolerance = 6e-4f;
    private const int Fields = 6;

    private readonly RowDetectorModel _entry = models.Catalogue.Get<RowDetectorModel>("centernet");
    private readonly string _path = models.GetPath("centernet", ModelFileRole.Network);

    [Fact]
    public async Task The_converted_file_is_the_catalogues() =>
        Assert.Equal(_entry.GetFile(ModelFileRole.Network).Sha256, await FileDigest.ReadAsync(_path, TestContext.Current.CancellationToken));

    [Fact]
    public void The_heatmap_and_the_extents_are_those_of_TensorFlow_js()
    {
        var expected = ReferenceNumbers.Read();
        using var outputs = Run("tower_0_keypoints", "tower_0_wh");
        var heatmap = outputs[0].GetTensorDataAsSpan<float>().ToArray();
        var extents = outputs[1].GetTensorDataAsSpan<float>().ToArray();

        Assert.InRange(Difference(expected.Heatmap, Sample(heatmap, expected.HeatmapStep)), 0, ScoreTolerance);
        Assert.InRange(Math.Abs(expected.HeatmapMaximum - heatmap.Max()), 0, ScoreTolerance);
        Assert.InRange(Difference(expected.Extents, Sample(extents, expected.ExtentsStep)), 0, ExtentTolerance);
    }

    [Fact]
    public void Every_detection_is_one_of_TensorFlow_js()
    {
        using var outputs = Run(_entry.Output);
        var expected = ReferenceNumbers.Read().Detections.Chunk(Fields).ToList();
        var actual = outputs[0].GetTensorDataAsSpan<float>().ToArray().Chunk(Fields).ToList();
        var scores = actual.Select(row => row[4]).ToList();

        Assert.Equal(scores.OrderDescending(), scores);
        Assert.True(expected[0][4] > 0.25, "The detector finds nothing in the scene.");

        // Rows with nearly equal scores may swap, and the last ones may drop out of the hundred.
        var last = expected[^1][4] + ScoreTolerance;
        Assert.All(expected.Where(row => row[4] > last), row => Assert.Contains(actual, found => IsSame(row, found)));
    }

    private static bool IsSame(float[] expected, float[] actual) =>
        expected[5] == actual[5]
        && Math.Abs(expected[4] - actual[4]) <= ScoreTolerance
        && Difference(expected[..4], actual[..4]) <= BoxTolerance;

    private static float[] Sample(float[] values, int step) => [.. values.Where((_, index) => index % step == 0)];

    private static float Difference(float[] expected, float[] actual) =>
        expected.Zip(actual, (left, right) => Math.Abs(left - right)).Max() + (expected.Length == actual.Length ? 0 : float.PositiveInfinity);

    private IDisposableReadOnlyCollection<OrtValue> Run(params string[] outputs)
    {
        using var session = new InferenceSession(_path);
        using var input = OrtValue.CreateTensorValueFromMemory(ReferenceScene.Draw(), [1, ReferenceScene.Side, ReferenceScene.Side, 3]);
        using var options = new RunOptions();
        return session.Run(options, [_entry.Input], [input], outputs);
    }
}
