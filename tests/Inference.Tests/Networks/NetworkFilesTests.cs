using SegFunctions.Inference.Networks;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Inference.Tests.Networks;

public sealed class NetworkFilesTests
{
    private static readonly SamModel Sam = ModelChoice.Of(ModelCatalogue.Load()).Sam;

    private readonly ModelStore _store = new("/nowhere");

    [Fact]
    public void Are_identified_by_what_is_opened()
    {
        var file = Sam.GetFile(ModelFileRole.Encoder);

        Assert.Equal(file.Rewrite!.Sha256, new NetworkFiles(_store, rewritten: true).Identify(Sam, ModelFileRole.Encoder).Sha256);
        Assert.Equal(file.Sha256, new NetworkFiles(_store, rewritten: false).Identify(Sam, ModelFileRole.Encoder).Sha256);
    }

    [Fact]
    public void May_be_given_a_cut_picture_only_when_rewritten()
    {
        Assert.NotEmpty(new NetworkFiles(_store, rewritten: true).GetInputSides(Sam, ModelFileRole.Encoder));
        Assert.Empty(new NetworkFiles(_store, rewritten: false).GetInputSides(Sam, ModelFileRole.Encoder));
    }

    [Theory]
    [InlineData(ExecutionProvider.Cpu, true, true)]
    [InlineData(ExecutionProvider.Cpu, false, false)]
    [InlineData(ExecutionProvider.Cuda, true, false)]
    [InlineData(ExecutionProvider.TensorRt, true, false)]
    public void Are_rewritten_on_a_processor_unless_a_setting_says_no(ExecutionProvider provider, bool setting, bool expected) =>
        Assert.Equal(expected, new OnnxSettings(provider, Rewritten: setting).RunsRewritten);
}
