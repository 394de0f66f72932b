using System.Text.RegularExpressions;
using SegFunctions.House.Tests;
using SegFunctions.Models.Catalogue;
using SegFunctions.Worker.Settings;

namespace SegFunctions.Infra.Tests;

public sealed partial class ImageTests
{
    /// <summary>The image installs nothing at run time, so what is not baked in would be missing for ever.</summary>
    [Fact]
    public void Every_network_that_a_prompt_may_need_is_baked_in()
    {
        var choice = new ModelsOptions().Choose(ModelCatalogue.Load(null));
        var needed = Enum.GetValues<ModelAbility>().SelectMany(choice.ModelsFor).Select(model => model.Name).Distinct();

        var baked = Install().Match(Repository.Read("inference-container/Dockerfile")).Groups["names"].Value.Split(' ');

        Assert.Equal(needed.Order(), baked.Order());
    }

    [GeneratedRegex(@"SegFunctions\.Models\.dll install (?<names>[a-z ]+) --cache")]
    private static partial Regex Install();
}
