using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Video.Results;

/// <summary>A segment's findings, written after its frames: see <see cref="SegmentFrames"/>.</summary>
/// <param name="Work">The frames and the time that it took.</param>
/// <param name="Tracklets">The tracklets of its chunks.</param>
/// <param name="Models">The networks that were used.</param>
/// <param name="StageMilliseconds">Wall time by stage.</param>
/// <param name="Rest">The chunks that there was no time for; null for none.</param>
public sealed record SegmentDocument(
    VideoWork Work, IReadOnlyList<Tracklet> Tracklets, IReadOnlyList<ModelIdentity> Models, IReadOnlyDictionary<string, double> StageMilliseconds, VideoSegment? Rest = null);
