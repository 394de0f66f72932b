using SegFunctions.Contract;
using SegFunctions.Inference.Models.Detection;
using SegFunctions.Inference.Models.Sam;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Scenes;

/// <summary>One picture while its prompts are answered: what the networks see in it is computed once, or taken from the cache. One call at a time.</summary>
/// <param name="picture">Not disposed here.</param>
/// <param name="pixels">Of <see cref="FeatureKey.Pixels"/>.</param>
/// <param name="options">In force.</param>
/// <param name="cache">Of features.</param>
/// <param name="clock">Told of each stage.</param>
/// <param name="cancellationToken">Looked at between networks and between masks.</param>
internal sealed class Scene(
    PictureSource picture, string pixels, InferenceOptions options, FeatureCache cache, StageClock clock, CancellationToken cancellationToken) : IDisposable
{
    private readonly List<ModelIdentity> _used = [];
    private SamEmbedding? _embedding;
    private IReadOnlyList<Detection>? _detections;

    public PictureSource Picture => picture;

    public InferenceOptions Options => options;

    public StageClock Clock => clock;

    /// <summary>Every network that answered so far.</summary>
    public IReadOnlyList<ModelIdentity> UsedModels => _used;

    /// <summary>Null while no prompt needed the embedding.</summary>
    public EmbeddingSource? EmbeddingSource { get; private set; }

    public void ThrowIfCanceled() => cancellationToken.ThrowIfCancellationRequested();

    public void NoteUse(params IEnumerable<ModelIdentity> models) => _used.AddRange(models.Except(_used));

    public SamEmbedding GetEmbedding(SamNetworks sam)
    {
        if (_embedding is not null)
        {
            return _embedding;
        }

        ThrowIfCanceled();
        var key = new FeatureKey(pixels, sam.EncoderSha256);
        var found = cache.Find(key);
        var features = found?.Features ?? Encode(sam, key);

        // Also what was just computed is read back, so that the first answer is made of the same numbers as later ones.
        _embedding = SamEmbedding.Read(features, picture.Width, picture.Height, sam.Encoder.InputSize);
        EmbeddingSource = found?.Source ?? Contract.EmbeddingSource.Encoder;
        InferenceMetrics.CountEmbedding(EmbeddingSource.Value);
        NoteUse(sam.Identities);
        clock.Mark("encode-image");
        return _embedding;
    }

    /// <returns>Every object of every class, best score first.</returns>
    public IReadOnlyList<Detection> GetDetections(DetectorEnsemble detectors)
    {
        if (_detections is not null)
        {
            return _detections;
        }

        ThrowIfCanceled();
        var key = new FeatureKey(pixels, detectors.Sha256);
        if (cache.Find(key) is { } kept)
        {
            _detections = DetectionBytes.Read(kept.Features);
        }
        else
        {
            _detections = detectors.Detect(picture);
            cache.Add(key, DetectionBytes.Write(_detections));
        }

        NoteUse(detectors.Identities);
        clock.Mark("detect");
        return _detections;
    }

    private byte[] Encode(SamNetworks sam, FeatureKey key)
    {
        using var embedding = sam.Encoder.Encode(picture);
        var features = embedding.Write();
        cache.Add(key, features);
        return features;
    }

    public void Dispose() => _embedding?.Dispose();
}
