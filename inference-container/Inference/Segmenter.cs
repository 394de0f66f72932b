using SegFunctions.Contract;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Lanes;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Prompts;
using SegFunctions.Inference.Scenes;
using SegFunctions.Inference.Vocabulary;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference;

/// <summary>A picture and prompts in, masks out. Calls may overlap: one picture is decoded while the networks look at another.</summary>
/// <param name="decoder">With the limits in force.</param>
/// <param name="models">
/// Asked when a call first needs models of these abilities, so that a rubbish input never waits for an installation; gives the same object each time.
/// </param>
/// <param name="cache">Embeddings and detections of earlier pictures.</param>
/// <param name="concurrency">Pictures that networks look at at the same time, at least 1.</param>
public sealed class Segmenter(
    PictureDecoder decoder, Func<IReadOnlyList<ModelAbility>, CancellationToken, Task<ModelPool>> models, FeatureCache cache, int concurrency = 1)
    : IAsyncDisposable
{
    private const int WaitingPictures = 8;

    private readonly WorkLane _decoding = new(atATime: 1, capacity: WaitingPictures);
    private readonly WorkLane _networks = new(concurrency, capacity: WaitingPictures);

    /// <param name="content">A JPEG, PNG or WebP file.</param>
    /// <param name="prompts">At least one.</param>
    /// <param name="options">Thresholds and edges.</param>
    /// <param name="cancellationToken">Looked at between networks and between masks.</param>
    /// <exception cref="InferenceException">The picture or every prompt is at fault.</exception>
    public async Task<SegmentationResult> SegmentAsync(
        byte[] content, IReadOnlyList<Prompt> prompts, InferenceOptions options, CancellationToken cancellationToken)
    {
        var clock = new StageClock();
        var plan = PromptPlan.Make(prompts, ClosedVocabulary.Coco);
        var picture = await _decoding.RunAsync(null, () => Decode(content, plan), cancellationToken);
        try
        {
            var pixels = picture.GetSha256(picture.Frame);
            clock.Mark("decode");
            var pool = await models([.. plan.Abilities], cancellationToken);
            foreach (var features in pool.Choice.FeaturesFor(plan, picture))
            {
                await cache.PrepareAsync(features, cancellationToken);
            }

            using var scene = new Scene(picture, options, cache, clock, cancellationToken);
            var visible = await _decoding.RunAsync(null, () => Render(pool, scene, plan), cancellationToken);
            return await _networks.RunAsync(
                pixels, () => pool.Use(networks => Run(networks, pool.ProviderName, scene, plan, visible)), cancellationToken);
        }
        catch
        {
            picture.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _decoding.DisposeAsync();
        await _networks.DisposeAsync();
    }

    /// <summary>Also what the names of cached features need, so that all decoding is done in its lane.</summary>
    private PictureSource Decode(byte[] content, PromptPlan plan)
    {
        var picture = new PictureSource(decoder, content);
        try
        {
            foreach (var region in plan.FindRegions(picture).Prepend(picture.Frame))
            {
                _ = picture.GetSha256(region);
            }

            return picture;
        }
        catch
        {
            picture.Dispose();
            throw;
        }
    }

    /// <summary>Before the networks' turn, so that they wait for no pixels.</summary>
    /// <returns>The pixels that are not wholly transparent; null when all are.</returns>
    private static BinaryMask? Render(ModelPool pool, Scene scene, PromptPlan plan)
    {
        scene.Clock.Mark("wait");
        pool.Render(scene, plan);
        var visible = scene.Picture.IsTransparent ? MaskImage.FindVisible(scene.Picture.Whole) : null;
        scene.Clock.Mark("decode");
        return visible;
    }

    private static SegmentationResult Run(NetworkSet networks, string provider, Scene scene, PromptPlan plan, BinaryMask? visible)
    {
        scene.Clock.Mark("wait");
        var words = plan.HasWords ? networks.Words : null;
        var excluded = plan.Negatives.Count > 0 ? words!.FindExcluded(scene, plan) : null;
        var segments = plan.Abilities
            .SelectMany(ability => networks.Get(ability).Answer(scene, plan).ToList())
            .SelectMany(answer => Finish(answer, excluded?.Mask, visible, scene.Options))
            .OrderByDescending(segment => segment.Score)
            .ToList();
        scene.Clock.Mark("masks");
        string[] notes = [.. ResultNotes.Of(scene, plan, ClosedVocabulary.Coco, words, excluded, segments)];
        if (segments.Count == 0 && scene.Options.MustFind)
        {
            throw new InferenceException(InferenceErrorCode.NothingFound, string.Join(' ', notes));
        }

        return new SegmentationResult(
            scene.Picture,
            segments,
            plan.Unanswered,
            [.. plan.Notes, .. notes],
            new Provenance(scene.UsedModels, provider, scene.Options, scene.Clock.Milliseconds, scene.EmbeddingSource))
        {
            Marks = [.. plan.Marks.Select(marked => marked.Mark)],
        };
    }

    /// <summary>What holds for every segment: its edge is where the client wants it, nothing excluded or wholly transparent is in it, and it is not empty.</summary>
    private static IEnumerable<FoundSegment> Finish(Answer answer, BinaryMask? excluded, BinaryMask? visible, InferenceOptions options)
    {
        var mask = options.EdgeOffset == 0 ? answer.Mask : EdgeOffset.Apply(answer.Mask, options.EdgeOffset);
        if (visible is not null)
        {
            mask.Keep(visible);
        }

        var isCut = excluded is not null && mask.CountCommon(excluded) > 0;
        if (isCut)
        {
            mask.Remove(excluded!);
        }

        if (mask.FindBox() is not { } box)
        {
            return [];
        }

        var area = mask.CountArea();
        var matte = isCut || options.EdgeOffset != 0 ? null : answer.Matte;
        return answer.Prompts.Select(prompt =>
            new FoundSegment(prompt, answer.Label, Math.Round(answer.Score, 4), Math.Round(answer.RawScore, 4), box, area, mask) { Matte = matte });
    }
}
