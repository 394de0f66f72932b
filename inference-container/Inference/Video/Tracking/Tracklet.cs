using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Postprocessing.RunLengths;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>An object followed through all or part of one chunk: what the join needs to know about it. Its masks are in the segment's frames.</summary>
/// <param name="Key">Unique in the clip.</param>
/// <param name="Prompts">Indexes of the prompts that it answers, ascending, at least one.</param>
/// <param name="Label">The network's word for it, or the prompt's kind.</param>
/// <param name="BestScore">Highest score of the detections behind it, 0–1.</param>
/// <param name="Head">Where it begins.</param>
/// <param name="Tail">Where it ends.</param>
/// <param name="Look">Its mean appearance.</param>
/// <param name="Marked">Number of the object that points and boxes mark, from 0; null for one found by words.</param>
public sealed record Tracklet(
    TrackletKey Key,
    IReadOnlyList<int> Prompts,
    string Label,
    double BestScore,
    TrackletEnd Head,
    TrackletEnd Tail,
    IReadOnlyList<float> Look,
    int? Marked = null);

/// <summary>Identifies a tracklet. Within a mode, chunks are numbered in order of time.</summary>
/// <param name="Mode">The mode of the segment that made it.</param>
/// <param name="Chunk">The chunk's number.</param>
/// <param name="Number">Unique within a mode and chunk.</param>
public readonly record struct TrackletKey(VideoMode Mode, int Chunk, int Number);

/// <summary>The first or the last frame of a tracklet.</summary>
/// <param name="Sample">Index among the processed frames.</param>
/// <param name="KeyObject">Which of the objects detected in the frame it is; null if none of them. Two chunks that share the frame number its objects alike.</param>
/// <param name="Box">The mask's box, in pixels of the clip.</param>
/// <param name="SpeedX">Pixels per second, in the direction of time.</param>
/// <param name="SpeedY">The same, downward.</param>
public sealed record TrackletEnd(int Sample, int? KeyObject, PixelBox Box, double SpeedX, double SpeedY);

/// <summary>The objects of one chunk in one processed frame.</summary>
/// <param name="Mode">The mode of the segment that made it.</param>
/// <param name="Chunk">The chunk's number: neighbors share a frame, and each has its own masks in it.</param>
/// <param name="Sample">Index among the processed frames.</param>
/// <param name="Masks">In the order of the tracklets' numbers.</param>
internal sealed record TrackedFrame(VideoMode Mode, int Chunk, int Sample, IReadOnlyList<TrackedMask> Masks);

/// <param name="Tracklet">Its number in the chunk.</param>
/// <param name="Score">0–1, to four decimals.</param>
/// <param name="Box">The mask's box, in pixels of the clip.</param>
/// <param name="Counts">The mask as COCO's compressed run lengths.</param>
/// <param name="Age">Samples since the object was detected or marked: of two masks of an object in a frame, the younger one is better.</param>
internal sealed record TrackedMask(int Tracklet, double Score, PixelBox Box, string Counts, int Age)
{
    public static TrackedMask Of(int tracklet, double score, Sighting sighting, int age) =>
        new(tracklet, Math.Round(score, 4), sighting.Box, CocoRle.FromMask(sighting.Mask).ToText(), age);
}

/// <summary>The results of one chunk.</summary>
internal sealed record ChunkTracks(IReadOnlyList<Tracklet> Tracklets, IReadOnlyList<TrackedFrame> Frames);
