using SegFunctions.Contract;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Tests.Pictures;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Inference.Tests.Networks.OpenVocabulary;

/// <summary>Answers whole prompts on the quadrants with a workbench's added networks.</summary>
internal sealed class AddedSegmenter : IAsyncDisposable
{
    private static readonly byte[] Photo = PictureFiles.Png(TestPictures.Quadrants());

    private readonly NetworkPool _pool;
    private readonly Segmenter _segmenter;

    public AddedSegmenter(AddedWorkbench workbench)
    {
        var choice = ModelChoice.Of(workbench.Load(), text: AddedWorkbench.Name);
        _pool = new NetworkPool(new OnnxSettings(), workbench.Store, choice);
        _segmenter = new Segmenter(new PictureDecoder(new PictureLimits()), _pool, new FeatureCache(0, new NoFeatureStore()), InstallAsync);

        Task InstallAsync(IReadOnlyList<ModelAbility> abilities, CancellationToken cancellationToken) => new ModelInstaller(workbench.Load(), workbench.Store, TimeProvider.System)
            .InstallAsync(choice.NamesFor(abilities), new Progress<InstallProgress>(), cancellationToken);
    }

    public Task<SegmentationResult> SegmentAsync(InferenceOptions options, params Prompt[] prompts) =>
        _segmenter.SegmentAsync(Photo, prompts, options, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _segmenter.DisposeAsync();
        _pool.Dispose();
    }
}
