using SegFunctions.Contract;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Lanes;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Prompts;
using SegFunctions.Inference.Scenes;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference;

/// <summary>Takes a picture and prompts, returns masks. Calls may overlap: one picture is decoded while the networks process another.</summary>
public sealed class Segmenter : IAsyncDisposable
{
    private const int WaitingPictures = 8;

    private readonly PictureDecoder _decoder;
    private readonly FeatureCache _cache;
    private readonly KnownPictures _known;
    private readonly Func<IReadOnlyList<ModelAbility>, CancellationToken, Task>? _prepare;
    private readonly WorkLane _decoding;
    private readonly WorkLane _networks;

    /// <param name="decoder">Has the limits in force.</param>
    /// <param name="pool">The networks.</param>
    /// <param name="cache">Features of earlier pictures.</param>
    /// <param name="prepare">
    /// Makes sure that the networks of these abilities can be opened. Called when the picture has been decoded, so that an invalid input never waits for an
    /// installation. Null if they are all installed.
    /// </param>
    /// <param name="concurrency">Pictures that networks process at the same time, at least 1.</param>
    public Segmenter(
        PictureDecoder decoder,
        NetworkPool pool,
        FeatureCache cache,
        Func<IReadOnlyList<ModelAbility>, CancellationToken, Task>? prepare = null,
        int concurrency = 1)
    {
        (_decoder, Pool, _cache, _known, _prepare) = (decoder, pool, cache, new KnownPictures(), prepare);
        _decoding = new WorkLane(atATime: 1, capacity: WaitingPictures);
        _networks = new WorkLane(concurrency, capacity: WaitingPictures);
    }

    private Segmenter(Segmenter other, NetworkPool pool, Func<IReadOnlyList<ModelAbility>, CancellationToken, Task> prepare)
    {
        (_decoder, _cache, _known, _decoding, _networks) = (other._decoder, other._cache, other._known, other._decoding, other._networks);
        (Pool, _prepare) = (pool, prepare);
    }

    /// <summary>A segmenter with other networks, which take turns with this one's. It lives as long as this one; only this one must be disposed.</summary>
    /// <param name="pool">The networks.</param>
    /// <param name="prepare">Makes sure that the networks of these abilities can be opened.</param>
    public Segmenter With(NetworkPool pool, Func<IReadOnlyList<ModelAbility>, CancellationToken, Task> prepare) => new(this, pool, prepare);

    /// <inheritdoc cref="SegmentAsync(byte[], IReadOnlyList{Prompt}, InferenceOptions, Task?, CancellationToken)"/>
    public Task<SegmentationResult> SegmentAsync(byte[] content, IReadOnlyList<Prompt> prompts, InferenceOptions options, CancellationToken cancellationToken) =>
        SegmentAsync(content, prompts, options, mayRun: null, cancellationToken);

    /// <param name="content">A JPEG, PNG or WebP file.</param>
    /// <param name="prompts">At least one.</param>
    /// <param name="options">Thresholds and edges.</param>
    /// <param name="mayRun">The picture is decoded, but no network is prepared or run and nothing is cached, until this has succeeded; its exception is thrown. Null if there is nothing to wait for.</param>
    /// <param name="cancellationToken">Checked between networks and between masks.</param>
    /// <exception cref="InferenceException">The picture is invalid, or no prompt can be answered.</exception>
    public async Task<SegmentationResult> SegmentAsync(
        byte[] content, IReadOnlyList<Prompt> prompts, InferenceOptions options, Task? mayRun, CancellationToken cancellationToken)
    {
        var clock = new StageClock();
        var plan = PromptPlan.Make(prompts, IVocabulary.For(Pool.Choice));
        var picture = await _decoding.RunAsync(null, () => Decode(content, plan), cancellationToken);
        try
        {
            var pixels = picture.GetSha256(picture.Frame);
            clock.Mark("decode");
            await (mayRun ?? Task.CompletedTask);
            await PrepareAsync([.. plan.Abilities], cancellationToken);
            using var scene = new Scene(picture, options, _cache, clock, cancellationToken);

            // The store seldom knows the picture, so work that does not depend on its answer proceeds meanwhile.
            var remembering = Task.WhenAll(plan.FindFeatures(Pool.Identities, picture).Select(features => _cache.PrepareAsync(features, cancellationToken)));
            var rendering = _decoding.RunAsync(null, () => Render(scene, plan), cancellationToken);
            await Task.WhenAll(remembering, rendering);
            var visible = await rendering;
            return await _networks.RunAsync(
                pixels, () => Pool.Use(networks => Run([.. plan.Over(networks)], scene, plan, visible)), cancellationToken);
        }
        catch
        {
            // Nobody else has the picture yet, whatever the exception was.
            picture.Dispose();
            throw;
        }
    }

    /// <summary>The networks.</summary>
    internal NetworkPool Pool { get; }

    /// <summary>Makes sure that the networks of these abilities can be opened.</summary>
    internal Task PrepareAsync(IReadOnlyList<ModelAbility> abilities, CancellationToken cancellationToken) =>
        _prepare?.Invoke(abilities, cancellationToken) ?? Task.CompletedTask;

    /// <summary>Runs other work, which waits for its turn at the networks like pictures do.</summary>
    internal Task<T> RunAsync<T>(Func<NetworkSet, T> work, CancellationToken cancellationToken) =>
        _networks.RunAsync(null, () => Pool.Use(work), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _decoding.DisposeAsync();
        await _networks.DisposeAsync();
    }

    /// <summary>
    /// Opens the picture and computes the keys of cached features, so that a new file is decoded in this lane; a known one may be decoded later,
    /// see <see cref="Render"/>.
    /// </summary>
    private PictureSource Decode(byte[] content, PromptPlan plan)
    {
        var picture = _known.Open(_decoder, content);
        try
        {
            foreach (var region in plan.FindRegions(picture).Concat(plan.FindSubjectRegions(picture)).Prepend(picture.Frame))
            {
                _ = picture.GetSha256(region);
            }

            return picture;
        }
        catch
        {
            // Nobody else has the picture yet, whatever the exception was.
            picture.Dispose();
            throw;
        }
    }

    /// <summary>Runs ahead of the networks' turn, so that they do not wait for pixels.</summary>
    /// <returns>The pixels that are not fully transparent; null if that is all of them.</returns>
    private BinaryMask? Render(Scene scene, PromptPlan plan)
    {
        scene.Clock.Mark("wait");
        plan.Decode(scene, Pool.Identities);
        plan.Render(scene, Pool.First);
        var visible = scene.Picture.IsTransparent ? MaskImage.FindVisible(scene.Picture.Whole) : null;
        scene.Clock.Mark("decode");
        return visible;
    }

    private SegmentationResult Run(IReadOnlyList<IPrompts> kinds, Scene scene, PromptPlan plan, BinaryMask? visible)
    {
        scene.Clock.Mark("wait");
        var excluded = kinds.Select(kind => kind.FindExcluded(scene)).ToList().Find(mask => mask is not null);
        var segments = kinds
            .SelectMany(kind => kind.Find(scene).ToList())
            .GroupBy(found => found.Mask)
            .SelectMany(found => Finish(found, excluded, visible, scene.Options))
            .OrderBy(segment => segment.Candidate is not null)
            .ThenByDescending(segment => segment.Candidate is null ? segment.Score : 0)
            .ToList();
        scene.Clock.Mark("masks");
        string[] notes = [.. kinds.SelectMany(kind => kind.Explain(scene, segments))];
        if (segments.Count == 0 && scene.Options.MustFind)
        {
            throw new InferenceException(InferenceErrorCode.NothingFound, string.Join(' ', [.. plan.Notes, .. notes]));
        }

        return new SegmentationResult(
            scene.Picture,
            segments,
            plan.Unanswered,
            [.. plan.Notes, .. notes],
            new Provenance(scene.UsedModels, Pool.ProviderName, scene.Options, scene.Clock.Milliseconds, scene.EmbeddingSource))
        {
            Marks = [.. plan.Marks.Select(marked => marked.Mark)],
        };
    }

    /// <summary>Applies what holds for every segment: its edge is offset as the client wants, and it contains nothing excluded and nothing fully transparent.</summary>
    /// <param name="found">Segments that share one mask, which is changed.</param>
    /// <param name="excluded">Pixels that no mask may contain; null for none.</param>
    /// <param name="visible">Pixels that are not fully transparent; null if all are visible.</param>
    /// <param name="options">The options in force.</param>
    /// <returns>Empty if nothing is left of the mask.</returns>
    private static IEnumerable<FoundSegment> Finish(
        IGrouping<BinaryMask, FoundSegment> found, BinaryMask? excluded, BinaryMask? visible, InferenceOptions options)
    {
        var mask = options.EdgeOffset == 0 ? found.Key : EdgeOffset.Apply(found.Key, options.EdgeOffset);
        if (visible is not null)
        {
            mask.Keep(visible);
        }

        var isCut = excluded is not null && mask.CountCommon(excluded) > 0;
        if (isCut)
        {
            mask.Remove(excluded!);
        }

        var keepsMatte = !isCut && options.EdgeOffset == 0;
        return found
            .Select(segment => new FoundSegment(segment.Prompt, segment.Label, Math.Round(segment.Score, 4), Math.Round(segment.RawScore, 4), mask)
            {
                Matte = keepsMatte ? segment.Matte : null,
                Evidence = segment.Evidence,
                Candidate = segment.Candidate,
            })
            .Where(segment => segment.Area > 0);
    }
}
