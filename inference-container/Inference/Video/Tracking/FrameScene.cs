using SegFunctions.Contract;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Prompts;
using SegFunctions.Inference.Scenes;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>A processed frame while objects are followed through it. Its features are nobody else's, so that none are cached.</summary>
internal sealed class FrameScene : IDisposable
{
    private static readonly FeatureCache NoCache = new(0, new NoFeatureStore());

    private readonly PictureSource _picture;
    private IReadOnlyList<KeyObject>? _objects;

    /// <param name="sample">Index among the processed frames.</param>
    /// <param name="picture">Owned from here on.</param>
    /// <param name="options">In force.</param>
    /// <param name="clock">Records the stages.</param>
    /// <param name="cancellationToken">Checked between networks and between masks.</param>
    public FrameScene(int sample, PictureSource picture, InferenceOptions options, StageClock clock, CancellationToken cancellationToken)
    {
        (Sample, _picture) = (sample, picture);
        Scene = new Scene(picture, options, NoCache, clock, cancellationToken);
        Thumbnail = new Thumbnail(picture);
    }

    /// <summary>Index among the processed frames.</summary>
    public int Sample { get; }

    public Scene Scene { get; }

    public Thumbnail Thumbnail { get; }

    /// <summary>The objects that the words name here, found once.</summary>
    public IReadOnlyList<KeyObject> GetObjects(TextPrompts words) => _objects ??=
    [
        .. words.FindObjects(Scene).Where(found => found.Mask.FindBox() is not null)
            .Select(found => new KeyObject(found.Detection.ClassId, found.Score, new Sighting(found.Mask, Appearance.Of(Thumbnail, found.Mask)))),
    ];

    public void Dispose()
    {
        Thumbnail.Dispose();
        Scene.Dispose();
        _picture.Dispose();
    }
}

/// <summary>An object that detectors found in a key frame.</summary>
/// <param name="ClassId">Index into the vocabulary.</param>
/// <param name="Score">Calibrated, 0–1.</param>
/// <param name="Sighting">Where it is.</param>
internal sealed record KeyObject(int ClassId, double Score, Sighting Sighting);
