using SegFunctions.Contract;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Networks.Matting;
using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Networks.Writing;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Scenes;

/// <summary>One picture while its prompts are answered: its features are computed once or taken from the cache. One call at a time.</summary>
/// <param name="picture">Not disposed here.</param>
/// <param name="options">The options in force.</param>
/// <param name="cache">Keeps features between calls.</param>
/// <param name="clock">Records each stage.</param>
/// <param name="cancellationToken">Checked between networks and between masks.</param>
internal sealed class Scene(
    PictureSource picture, InferenceOptions options, FeatureCache cache, StageClock clock, CancellationToken cancellationToken) : IDisposable
{
    private static readonly EmbeddingSource[] Effort = [Contract.EmbeddingSource.Encoder, Contract.EmbeddingSource.Store, Contract.EmbeddingSource.Memory];

    private readonly List<ModelIdentity> _used = [];
    private readonly Dictionary<PixelBox, SamEmbedding> _embeddings = [];
    private readonly Dictionary<(string Detectors, PixelBox Region), IReadOnlyList<Detection>> _detections = [];
    private readonly Dictionary<string, IReadOnlyList<IReadOnlyList<Detection>>?> _glances = [];
    private IReadOnlyList<OpenFind>? _finds;
    private IReadOnlyList<WritingLine>? _writing;

    public PictureSource Picture => picture;

    public InferenceOptions Options => options;

    public StageClock Clock => clock;

    /// <summary>Every network used so far.</summary>
    public IReadOnlyList<ModelIdentity> UsedModels => _used;

    /// <summary>Where embeddings came from; of several sources the most expensive one: encoder, store, memory. Null if no prompt has needed one yet.</summary>
    public EmbeddingSource? EmbeddingSource { get; private set; }

    public void ThrowIfCanceled() => cancellationToken.ThrowIfCancellationRequested();

    public void NoteUse(params IEnumerable<ModelIdentity> models) => _used.AddRange(models.Except(_used));

    /// <returns>The encoder's view of a region; none if the embedding is cached.</returns>
    public IEnumerable<InputView> ViewsFor(SamNetworks sam, PixelBox region) => cache.Contains(KeyOf(sam, region)) ? [] : [sam.Encoder.ViewOf(region)];

    /// <returns>The detectors' views; none if the detections are cached.</returns>
    public IEnumerable<InputView> ViewsFor(DetectorEnsemble detectors, IEnumerable<InputView> views) => cache.Contains(KeyOf(detectors, picture.Frame)) ? [] : views;

    /// <summary>Decodes a region for a network, unless its features are cached.</summary>
    public void Decode(string networkSha256, PixelBox region)
    {
        if (!cache.Contains(new FeatureKey(picture.GetSha256(region), networkSha256)))
        {
            picture.ForRegion(region, PictureSource.NetworkSide);
        }
    }

    /// <param name="sam">Encodes the region if its embedding is not cached.</param>
    /// <param name="region">The region to encode, pixels of the picture.</param>
    public SamEmbedding GetEmbedding(SamNetworks sam, PixelBox region)
    {
        if (_embeddings.TryGetValue(region, out var embedding))
        {
            return embedding;
        }

        ThrowIfCanceled();
        var key = KeyOf(sam, region);
        var found = cache.Find(key);
        var features = found?.Features ?? Encode(sam, region, key);

        // A newly computed embedding is read back too, so that the first result is made from the same numbers as later ones.
        _embeddings.Add(region, embedding = sam.Encoder.Read(features, region));
        Note(found?.Source ?? Contract.EmbeddingSource.Encoder);
        NoteUse(sam.Identities);
        clock.Mark("encode-image");
        return embedding;
    }

    /// <summary>Adds an embedding of a region that was computed elsewhere.</summary>
    public void Give(PixelBox region, SamEmbedding embedding)
    {
        Forget(region);
        _embeddings.Add(region, embedding);
    }

    /// <summary>Removes an embedding, if there is one: the next one who needs it has the region encoded by itself.</summary>
    public void Forget(PixelBox region)
    {
        if (_embeddings.Remove(region, out var known))
        {
            known.Dispose();
        }
    }

    /// <returns>Every object of every class in the picture, best score first.</returns>
    public IReadOnlyList<Detection> GetDetections(DetectorEnsemble detectors) => GetDetections(detectors, picture.Frame, () => detectors.Detect(picture, _glances.GetValueOrDefault(detectors.Sha256)));

    /// <param name="detectors">The detectors to run.</param>
    /// <param name="isWanted">Whether to look for a class.</param>
    /// <param name="leastScore">The lowest useful calibrated score, 0–1.</param>
    /// <returns>
    /// Every object of these classes in the picture, best score first. Classes that are not promising at first glance have none, whatever was run before or
    /// is asked for beside them; callers that ask for faint objects also get those that only other views show.
    /// </returns>
    public IEnumerable<Detection> GetDetections(DetectorEnsemble detectors, Func<int, bool> isWanted, double leastScore)
    {
        var faint = leastScore < new InferenceOptions().ScoreThreshold;
        return faint || IsWorthAnotherLook(detectors, isWanted)
            ? GetDetections(detectors).Where(detection => isWanted(detection.ClassId) && (faint || detection.IsPromising))
            : [];
    }

    /// <returns>Every object of every class in a region, best score first.</returns>
    public IReadOnlyList<Detection> GetDetections(DetectorEnsemble detectors, PixelBox region) =>
        region == picture.Frame ? GetDetections(detectors) : GetDetections(detectors, region, () => detectors.Detect(picture, region));

    /// <inheritdoc cref="DetectorEnsemble.Glance"/>
    public IReadOnlyList<IReadOnlyList<Detection>>? GetGlance(DetectorEnsemble detectors)
    {
        ThrowIfCanceled();
        if (!_glances.TryGetValue(detectors.Sha256, out var glance))
        {
            _glances.Add(detectors.Sha256, glance = detectors.Glance(picture));
            NoteUse(detectors.Identities);
            clock.Mark("detect");
        }

        return glance;
    }

    /// <param name="network">The network to run.</param>
    /// <param name="concepts">All concepts of the job, the same at every call.</param>
    /// <returns>The detections of all concepts, in any order.</returns>
    public IReadOnlyList<OpenFind> GetFinds(IOpenNetwork network, IReadOnlyList<Concept> concepts)
    {
        if (_finds is null)
        {
            ThrowIfCanceled();
            _finds = network.Find(picture, concepts, cancellationToken);
            NoteUse(network.Identities);
            clock.Mark("detect");
        }

        return _finds;
    }

    /// <returns>The lines of text in the picture, most likely first.</returns>
    public IReadOnlyList<WritingLine> GetWriting(WritingNetwork network)
    {
        if (_writing is null)
        {
            ThrowIfCanceled();
            _writing = network.Look(picture).FindLines();
            NoteUse(network.Identity);
            clock.Mark("detect");
        }

        return _writing;
    }

    private bool IsWorthAnotherLook(DetectorEnsemble detectors, Func<int, bool> isWanted)
    {
        if (_detections.ContainsKey((detectors.Sha256, picture.Frame)) || cache.Contains(KeyOf(detectors, picture.Frame)))
        {
            return true;
        }

        return GetGlance(detectors) is not { } glance || detectors.IsPromising(glance, isWanted);
    }

    private IReadOnlyList<Detection> GetDetections(DetectorEnsemble detectors, PixelBox region, Func<IReadOnlyList<Detection>> detect)
    {
        if (_detections.TryGetValue((detectors.Sha256, region), out var detections))
        {
            return detections;
        }

        ThrowIfCanceled();
        var key = KeyOf(detectors, region);
        if (cache.Find(key) is { } kept)
        {
            detections = DetectionBytes.Read(kept.Features);
        }
        else
        {
            detections = detect();
            Keep(key, region, DetectionBytes.Write(detections));
        }

        _detections.Add((detectors.Sha256, region), detections);
        NoteUse(detectors.Identities);
        clock.Mark("detect");
        return detections;
    }

    /// <param name="matting">The network to run.</param>
    /// <param name="region">The region to look at, pixels of the picture.</param>
    /// <returns>The subject's matte, which the caller owns, transparent outside the region.</returns>
    public SubjectMatte GetMatte(MattingNetwork matting, PixelBox region)
    {
        ThrowIfCanceled();
        var key = new FeatureKey(picture.GetSha256(region), matting.Sha256);
        var features = cache.Find(key)?.Features;
        if (features is null)
        {
            features = matting.Look(picture, region);
            Keep(key, region, features);
        }

        // A newly computed matte is read back too, so that the first result is made from the same numbers as later ones.
        var subject = matting.Read(features, picture, region);
        NoteUse(matting.Identity);
        clock.Mark("matte");
        return subject;
    }

    private FeatureKey KeyOf(SamNetworks sam, PixelBox region) => new(picture.GetSha256(region), sam.EncoderSha256);

    private FeatureKey KeyOf(DetectorEnsemble detectors, PixelBox region) => new(picture.GetSha256(region), detectors.Sha256);

    /// <summary>Stores features by the pixels that the network has seen, which may differ from those of the key that they were looked up by.</summary>
    private void Keep(FeatureKey key, PixelBox region, byte[] features) => cache.Add(key with { Pixels = picture.GetSha256OfSeen(region) }, features);

    private void Note(EmbeddingSource source)
    {
        InferenceMetrics.CountEmbedding(source);
        EmbeddingSource = Effort.First(effort => effort == source || effort == EmbeddingSource);
    }

    private byte[] Encode(SamNetworks sam, PixelBox region, FeatureKey key)
    {
        using var embedding = sam.Encoder.Encode(picture, region);
        var features = embedding.Write();
        Keep(key, region, features);
        return features;
    }

    public void Dispose()
    {
        foreach (var embedding in _embeddings.Values)
        {
            embedding.Dispose();
        }
    }
}
