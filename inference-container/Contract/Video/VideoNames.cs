namespace SegFunctions.Contract.Video;

/// <summary>Names of a video's blobs, relative to its item's folder.</summary>
public static class VideoNames
{
    /// <summary>The <see cref="VideoDocument"/>, which is the join's document.</summary>
    public const string Document = "video.json";

    /// <summary>Every processed frame with its objects and their run lengths, one JSON document.</summary>
    public const string Masks = "masks.json";

    /// <summary>The same frames, one per line, gzipped.</summary>
    public const string Frames = "frames.ndjson.gz";

    public const string Preview = "preview.mp4";
    public const string Cutout = "cutout.webm";
    public const string Mask = "mask.mp4";

    /// <summary>The probe's document.</summary>
    public const string Probe = "video/probe.json";

    /// <summary>The <see cref="VideoPlan"/>.</summary>
    public const string Plan = "video/plan.json";

    /// <summary>The last step's document.</summary>
    public const string Finish = "video/finish.json";

    /// <summary>A segment's document, or that of a part of it.</summary>
    /// <param name="segment">Index of the segment.</param>
    /// <param name="part">From 0.</param>
    public static string Segment(int segment, int part) => $"{SegmentFolder(segment, part)}/segment.json";

    /// <summary>The folder that a segment, or a part of it, writes to.</summary>
    /// <param name="segment">Index of the segment.</param>
    /// <param name="part">From 0.</param>
    public static string SegmentFolder(int segment, int part) =>
        part == 0 ? FormattableString.Invariant($"video/segments/{segment}") : FormattableString.Invariant($"video/segments/{segment}.{part}");

    /// <summary>The document of a rendered piece.</summary>
    /// <param name="piece">From 0.</param>
    public static string Piece(int piece) => $"{PieceFolder(piece)}/piece.json";

    /// <summary>The folder that a piece is rendered to.</summary>
    /// <param name="piece">From 0.</param>
    public static string PieceFolder(int piece) => FormattableString.Invariant($"video/pieces/{piece}");

    /// <summary>The names of these films.</summary>
    public static IEnumerable<string> Of(VideoFiles files) =>
        new[] { (VideoFiles.Preview, Preview), (VideoFiles.Cutout, Cutout), (VideoFiles.Mask, Mask) }
            .Where(file => files.HasFlag(file.Item1))
            .Select(file => file.Item2);
}
