using SegFunctions.Contract;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Prompts;
using SegFunctions.Inference.Scenes;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>A processed frame while objects are followed through it. Nobody else needs its features, so they are not cached.</summary>
internal sealed class FrameScene : IDisposable
{
    private static readonly FeatureCache NoCache = new(0, new NoFeatureStore());

    // Of a tile's width and height: anything nearer to the tile's edge lacks its surroundings.
    private const double EdgePart = 0.05;

    private readonly PictureSource _picture;
    private readonly List<PixelBox> _tiles = [];
    private IReadOnlyList<KeyObject>? _objects;

    /// <param name="sample">Index among the processed frames.</param>
    /// <param name="picture">Owned by this object.</param>
    /// <param name="options">The options in force.</param>
    /// <param name="clock">Records the time of each stage.</param>
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

    /// <summary>The objects that the words name in this frame, detected once.</summary>
    public IReadOnlyList<KeyObject> GetObjects(TextPrompts words) => _objects ??=
    [
        .. words.FindObjects(Scene).Where(found => found.Mask.FindBox() is not null)
            .Select(found => new KeyObject(found.ClassId, found.Score, new Sighting(found.Mask, Appearance.Of(Thumbnail, found.Mask)))),
    ];

    /// <summary>Supplies the embedding of a region, or of the whole frame, that was encoded together with others. Of several regions that show something the newest is used.</summary>
    public void Give(PixelBox region, SamEmbedding embedding)
    {
        _tiles.Insert(0, region);
        Scene.Give(region, embedding);
    }

    /// <summary>Forgets what was encoded together with other frames if it is the whole frame, which had less room there than it has alone; for one that becomes a key frame.</summary>
    public void ForgetShrunk()
    {
        if (_tiles.Contains(Scene.Picture.Frame))
        {
            Scene.Forget(Scene.Picture.Frame);
        }
    }

    /// <summary>Whether a box is well inside a region that was encoded together with other frames; not if none was.</summary>
    public bool IsInTile(BoxF box) => _tiles.Exists(tile => Holds(tile, box));

    /// <summary>Whether regions of it were encoded together with other frames.</summary>
    public bool HasTiles => _tiles.Count > 0;

    /// <summary>Whether the content of a box can be segmented without another run of the encoder than the one that the frame takes anyway.</summary>
    public bool Shows(BoxF box) => !HasTiles || IsInTile(box);

    /// <summary>The region that SAM gets for a box: an encoded one if the box is well inside it; otherwise the whole frame, or a part of a long one.</summary>
    public PixelBox RegionAround(BoxF box) => _tiles.Find(tile => Holds(tile, box)) ?? PictureParts.Around(box, _picture.Width, _picture.Height);

    /// <summary>Whether a box lies in a tile, away from those edges of the tile that are not the frame's own.</summary>
    private bool Holds(PixelBox tile, BoxF box)
    {
        var (x, y) = (tile.Width * EdgePart, tile.Height * EdgePart);
        return (tile.X == 0 || box.Left >= tile.X + x)
            && (tile.Y == 0 || box.Top >= tile.Y + y)
            && (tile.X + tile.Width >= _picture.Width || box.Right <= tile.X + tile.Width - x)
            && (tile.Y + tile.Height >= _picture.Height || box.Bottom <= tile.Y + tile.Height - y);
    }

    public void Dispose()
    {
        Thumbnail.Dispose();
        Scene.Dispose();
        _picture.Dispose();
    }
}

/// <summary>An object detected in a key frame.</summary>
/// <param name="ClassId">Index into the vocabulary.</param>
/// <param name="Score">Calibrated, 0–1.</param>
/// <param name="Sighting">Where it is.</param>
internal sealed record KeyObject(int ClassId, double Score, Sighting Sighting);
