using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Postprocessing.RunLengths;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>An object followed through (a part of) one chunk: what the join needs to know of it. Its masks are in the segment's frames.</summary>
/// <param name="Key">Unique in the clip.</param>
/// <param name="Prompts">Which prompts it answers, ascending, at least one.</param>
/// <param name="Label">The network's word for it, or the prompt's kind.</param>
/// <param name="BestScore">Highest score of the detections that it rests on, 0–1.</param>
/// <param name="Head">Where it begins.</param>
/// <param name="Tail">Where it ends.</param>
/// <param name="Look">The mean of what it looks like.</param>
/// <param name="Marked">Number of the object that points and boxes mark, from 0; null for one that words found.</param>
public sealed record Tracklet(
    TrackletKey Key,
    IReadOnlyList<int> Prompts,
    string Label,
    double BestScore,
    TrackletEnd Head,
    TrackletEnd Tail,
    IReadOnlyList<float> Look,
    int? Marked = null);

/// <summary>Names a tracklet. In the order of time, where the mode is the same.</summary>
/// <param name="Mode">What the segment did that made it.</param>
/// <param name="Chunk">Which chunk.</param>
/// <param name="Number">Unique in what one mode found in a chunk.</param>
public readonly record struct TrackletKey(VideoMode Mode, int Chunk, int Number);

/// <summary>The first or the last frame of a tracklet.</summary>
/// <param name="Sample">Index among the processed frames.</param>
/// <param name="KeyObject">Which of the objects that detectors found there it is; null if it is none of them. Two chunks that share the frame number its objects alike.</param>
/// <param name="Box">Box of the mask, pixels of the clip.</param>
/// <param name="SpeedX">Pixels a second, in the direction of time.</param>
/// <param name="SpeedY">The same, downwards.</param>
public sealed record TrackletEnd(int Sample, int? KeyObject, PixelBox Box, double SpeedX, double SpeedY);

/// <summary>The objects of one chunk in one processed frame.</summary>
/// <param name="Mode">What the segment did that made it.</param>
/// <param name="Chunk">Which chunk: neighbors share a frame, and each has its own masks in it.</param>
/// <param name="Sample">Index among the processed frames.</param>
/// <param name="Masks">In the order of the tracklets' numbers.</param>
internal sealed record TrackedFrame(VideoMode Mode, int Chunk, int Sample, IReadOnlyList<TrackedMask> Masks);

/// <param name="Tracklet">Its number in the chunk.</param>
/// <param name="Score">0–1, to four decimals.</param>
/// <param name="Box">Box of the mask, pixels of the clip.</param>
/// <param name="Counts">The mask as COCO's compressed run lengths.</param>
/// <param name="Age">Samples since the object was found or marked: of two masks of an object in a frame the younger is the better one.</param>
internal sealed record TrackedMask(int Tracklet, double Score, PixelBox Box, string Counts, int Age)
{
    public static TrackedMask Of(int tracklet, double score, Sighting sighting, int age) =>
        new(tracklet, Math.Round(score, 4), sighting.Box, CocoRle.FromMask(sighting.Mask).ToText(), age);
}

/// <summary>What was found in one chunk.</summary>
internal sealed record ChunkTracks(IReadOnlyList<Tracklet> Tracklets, IReadOnlyList<TrackedFrame> Frames);
