namespace SegFunctions.Contract.Video;

/// <summary>What <c>masks.json</c> of a video is. It is written frame by frame, since all of them together may not fit into memory.</summary>
/// <param name="Version">1.</param>
/// <param name="Size">Height and width, pixels.</param>
/// <param name="SourceFps">Frames per second of the clip, on average.</param>
/// <param name="Frames">Every processed frame, in the order of time.</param>
public sealed record VideoMasks(int Version, IReadOnlyList<int> Size, double SourceFps, IReadOnlyList<VideoFrame> Frames);

/// <summary>A processed frame as it is published: a line of <c>frames.ndjson.gz</c> and an entry of <c>masks.json</c>. The names are segmentationapi.com's own.</summary>
/// <param name="SampleIdx">Index among the processed frames.</param>
/// <param name="FrameIdx">Index among the decoded frames of the clip.</param>
/// <param name="TimeSec">When it is shown, seconds after the first decoded frame.</param>
/// <param name="Objects">In the order of their ids; empty if there are none.</param>
public sealed record VideoFrame(int SampleIdx, int FrameIdx, double TimeSec, IReadOnlyList<VideoFrameObject> Objects);

/// <param name="ObjectId">The same in every frame.</param>
/// <param name="Prompt">The prompt that it answers, as words.</param>
/// <param name="Label">The network's own word for it.</param>
/// <param name="Score">0–1.</param>
/// <param name="Box">Left, top, right and bottom as fractions of the width and height.</param>
/// <param name="Rle">At the clip's size.</param>
public sealed record VideoFrameObject(int ObjectId, string Prompt, string Label, double Score, IReadOnlyList<double> Box, MaskRle Rle);
