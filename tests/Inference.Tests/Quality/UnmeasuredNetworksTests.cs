using SegFunctions.Contract;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Tests.EndToEnd;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Inference.Tests.Quality;

/// <summary>The product's own networks, as if a user had put them in a folder: those are not measured.</summary>
public sealed class UnmeasuredNetworksTests(Workbench workbench)
{
    private static readonly PromptPoint OnTheBoat = new(0.56, 0.5);

    private static readonly ModelChoice Own = ModelChoice.Of(ModelCatalogue.Load());

    private static readonly ModelSource Folder = new LocalFolder("/somewhere");

    public static TheoryData<ModelChoice> Choices { get; } =
    [
        Own with { Sam = Own.Sam with { Source = Folder } },
        Own with { Detectors = [Own.Detectors[0], .. Own.Detectors.Skip(1).Select(detector => detector with { Source = Folder })] },
    ];

    [Theory]
    [MemberData(nameof(Choices), DisableDiscoveryEnumeration = true)]
    public async Task No_quality_is_told_of_their_masks(ModelChoice choice)
    {
        using var pool = new NetworkPool(new OnnxSettings(), new ModelStore(ModelStore.DefaultFolder), choice);
        await using var segmenter = new Segmenter(new PictureDecoder(new PictureLimits()), pool, new FeatureCache(0, new NoFeatureStore()), InstallAsync);
        Prompt[] prompts =
        [
            new BoxPrompt(0.4, 0.15, 0.73, 0.7),
            new PointsPrompt([OnTheBoat], Candidates: true),
            new PointsPrompt([OnTheBoat, new(0.5, 0.62)]),
            new TextPrompt("boat"),
        ];

        using var result = await segmenter.SegmentAsync(await workbench.BoatsPhoto, prompts, new InferenceOptions(), TestContext.Current.CancellationToken);

        Assert.Equal([0, 1, 2, 3], result.Segments.Select(segment => segment.Prompt).Distinct().Order());
        Assert.All(result.Segments, segment => Assert.Null(segment.Quality));
    }

    private static Task InstallAsync(IReadOnlyList<ModelAbility> abilities, CancellationToken cancellationToken) =>
        new ModelInstaller(ModelCatalogue.Load(), new ModelStore(ModelStore.DefaultFolder), TimeProvider.System)
            .InstallAsync(Own.NamesFor(abilities), new Progress<InstallProgress>(), cancellationToken);
}
