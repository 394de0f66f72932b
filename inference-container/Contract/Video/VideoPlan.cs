namespace SegFunctions.Contract.Video;

/// <summary>How the work on a clip is split: the blob <see cref="VideoNames.Plan"/>, which the functions app writes once.</summary>
/// <param name="Segments">Ordered by their indexes, which count from 0.</param>
public sealed record VideoPlan(IReadOnlyList<VideoSegment> Segments);

/// <summary>Some chunks that are processed one after another. The results do not depend on how chunks are grouped into segments.</summary>
/// <param name="Index">From 0.</param>
/// <param name="First">The first chunk.</param>
/// <param name="Last">The last chunk, inclusive.</param>
/// <param name="After">Index of the segment whose border state this one starts from; null for none, and always for words.</param>
public sealed record VideoSegment(int Index, VideoMode Mode, int First, int Last, int? After = null);

/// <summary>The work of a segment.</summary>
public enum VideoMode
{
    /// <summary>Answers the words independently of other segments; objects are matched across segments when these are joined.</summary>
    Words,

    /// <summary>Tracks what points and boxes mark toward the clip's end. Marks in the segment's own chunks are added when their frames are reached.</summary>
    Forward,

    /// <summary>The same, toward the clip's beginning.</summary>
    Backward,
}
