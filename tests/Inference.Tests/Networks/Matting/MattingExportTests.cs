using SegFunctions.Contract;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Networks.Matting;
using SegFunctions.Inference.Tests.Networks.OpenVocabulary;
using SegFunctions.Inference.Tests.Pictures;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Inference.Tests.Networks.Matting;

/// <summary>Every published kind for the subject, with a stub that adds up its input: the alpha of each quadrant is computed here from the published numbers.</summary>
public sealed class MattingExportTests : IDisposable
{
    private static readonly double[] ImageNetMean = [0.485, 0.456, 0.406];
    private static readonly double[] ImageNetDeviation = [0.229, 0.224, 0.225];

    private readonly AddedWorkbench _workbench = new();

    [Fact]
    public Task BiRefNet() => AssertAlphaAsync("birefnet", 1024, ImageNetMean, ImageNetDeviation, values => Spread([.. values.Select(value => 1 / (1 + Math.Exp(-value)))]));

    [Fact]
    public Task U2Net() => AssertAlphaAsync("u2net", 320, ImageNetMean, ImageNetDeviation, Spread);

    [Fact]
    public Task IsNet() => AssertAlphaAsync("isnet", 1024, [0.5, 0.5, 0.5], [1, 1, 1], Spread);

    [Fact]
    public Task ModNet() => AssertAlphaAsync("modnet", 512, [0.5, 0.5, 0.5], [0.5, 0.5, 0.5], values => [.. values.Select(value => Math.Clamp(value, 0, 1))]);

    [Theory]
    [InlineData(MattingOutput.Spread)]
    [InlineData(MattingOutput.SpreadLogits)]
    public void An_output_that_is_the_same_everywhere_has_no_subject(MattingOutput kind) =>
        Assert.Equal([0, 0], MattingAlpha.Read([3, 3], kind).ToArray());

    public void Dispose() => _workbench.Dispose();

    private static double[] Spread(double[] values) => [.. values.Select(value => (value - values.Min()) / (values.Max() - values.Min()))];

    private async Task AssertAlphaAsync(string kind, int side, double[] mean, double[] deviation, Func<double[], double[]> toAlpha)
    {
        await _workbench.AddAsync(kind, StubExports.Matting(side), null);
        var model = _workbench.Load().Get<MattingModel>(AddedWorkbench.Name);
        using var sessions = new OnnxSessions(new OnnxSettings());
        using var network = new MattingNetwork(model, _workbench.Store.GetPath(model, model.GetFile(ModelFileRole.Network)), sessions, new ModelIdentity("x", "x"));
        using var picture = AddedWorkbench.Quadrants();

        Assert.True(network.IsAdded);
        using var matte = network.Read(network.Look(picture, picture.Frame), picture, picture.Frame).Matte;
        byte[][] colors = [TestPictures.Red, TestPictures.Green, TestPictures.Blue, TestPictures.White];
        var expected = toAlpha([.. colors.Select(color => color.Select((value, channel) => ((value / 255.0) - mean[channel]) / deviation[channel]).Sum())]);
        double[] found = [At(matte, 16, 12), At(matte, 48, 12), At(matte, 16, 36), At(matte, 48, 36)];
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First * 255, pair.Second, 1.01));
    }

    private static double At(SegFunctions.Inference.Postprocessing.Matte matte, int x, int y) => matte.Image.Getpoint(x, y)[0];
}
