using Microsoft.ML.OnnxRuntime;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Conversion;

namespace SegFunctions.Models.Tests.Conversion;

public sealed class OnnxOutputsTests(InstalledModels models) : IClassFixture<InstalledModels>
{
    private readonly string _path = models.GetPath("centernet", ModelFileRole.Network);

    [Fact]
    public void Other_tensors_of_the_graph_become_its_outputs()
    {
        var replaced = OnnxOutputs.Replace(File.ReadAllBytes(_path), ["tower_0_keypoints"]);
        using var session = new InferenceSession(replaced);

        Assert.Equal(["tower_0_keypoints"], session.OutputNames);
        Assert.Equal(["tower_0_images"], session.InputNames);
    }

    [Fact]
    public void Names_a_tensor_that_the_graph_lacks() =>
        Assert.Contains("oracle", Assert.Throws<ConversionException>(() => OnnxOutputs.Replace(File.ReadAllBytes(_path), ["oracle"])).Message, StringComparison.Ordinal);

    [Fact]
    public void Refuses_what_is_no_message() =>
        Assert.Throws<ConversionException>(() => OnnxOutputs.Replace([0x3A, 0x7F, 1], ["y"]));
}
