using System.Text.Json.Serialization;

namespace SegFunctions.Contract.Video;

/// <summary>How the work on a clip is split: the blob <see cref="VideoNames.Plan"/>, which the functions app writes once.</summary>
/// <param name="Segments">Ordered by their indexes, which count from 0.</param>
public sealed record VideoPlan(IReadOnlyList<VideoSegment> Segments);

/// <summary>Some chunks that are processed one after another. The results do not depend on how chunks are grouped into segments.</summary>
/// <param name="Index">From 0.</param>
/// <param name="First">The first chunk.</param>
/// <param name="Last">The last chunk, inclusive.</param>
/// <param name="After">Index of the segment whose border state this one starts from; null for none, and always for words.</param>
/// <param name="Part">From 0: what a worker did not finish in time is the next part, which starts from this one's border state.</param>
public sealed record VideoSegment(
    int Index, VideoMode Mode, int First, int Last, int? After = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Part = 0)
{
    /// <summary>How many chunks it has.</summary>
    [JsonIgnore]
    public int Chunks => Last - First + 1;

    /// <summary>What is left when work on it stops.</summary>
    /// <param name="chunks">How many chunks were processed, in the direction of work; at least 1.</param>
    /// <returns>The next part; null if nothing is left.</returns>
    public VideoSegment? RestAfter(int chunks) =>
        chunks >= Chunks ? null
        : Mode == VideoMode.Backward ? this with { Last = Last - chunks, Part = Part + 1 }
        : this with { First = First + chunks, Part = Part + 1 };

    /// <summary>The chunks that were processed when work on it stopped.</summary>
    /// <param name="rest">The next part; null if nothing is left.</param>
    public VideoSegment Without(VideoSegment? rest) =>
        rest is null ? this
        : Mode == VideoMode.Backward ? this with { First = rest.Last + 1 }
        : this with { Last = rest.First - 1 };
}

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
