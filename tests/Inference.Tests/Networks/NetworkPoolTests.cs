using SegFunctions.Inference.Networks;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Inference.Tests.Networks;

public sealed class NetworkPoolTests : IDisposable
{
    private readonly NetworkPool _pool = new(new OnnxSettings(), new ModelStore("/nowhere"), ModelChoice.Of(ModelCatalogue.Load()));

    [Theory]
    [InlineData(ModelAbility.Words, "centernet")]
    [InlineData(ModelAbility.Marks, "centernet")]
    [InlineData(ModelAbility.Subject, "isnet")]
    [InlineData(ModelAbility.MoreWords, "open-images")]
    [InlineData(ModelAbility.Writing, "pp-ocr")]
    [InlineData(ModelAbility.Faces, "blazeface")]
    public void Names_a_network_that_is_not_installed(ModelAbility ability, string name) =>
        Assert.Equal($"The model '{name}' is not installed in /nowhere.", Assert.Throws<InvalidOperationException>(() => _pool.Open([ability])).Message);

    [Fact]
    public void Lends_each_caller_a_set_of_its_own_and_takes_it_back()
    {
        var (outer, inner) = _pool.Use(first => (first, _pool.Use(second => second)));

        Assert.NotSame(outer, inner);
        Assert.Contains(_pool.Use(again => again), new[] { outer, inner });
    }

    public void Dispose() => _pool.Dispose();
}
