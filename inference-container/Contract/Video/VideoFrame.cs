namespace SegFunctions.Contract.Video;

/// <summary>The content of a video's <c>masks.json</c>. It is written frame by frame, since all frames together may not fit into memory.</summary>
/// <param name="Version">Always 1.</param>
/// <param name="Size">Height and width, pixels.</param>
/// <param name="SourceFps">The clip's average frame rate, in frames per second.</param>
/// <param name="Frames">All processed frames, in order of time.</param>
public sealed record VideoMasks(int Version, IReadOnlyList<int> Size, double SourceFps, IReadOnlyList<VideoFrame> Frames);

/// <summary>A processed frame as published: a line of <c>frames.ndjson.gz</c> and an entry of <c>masks.json</c>. The names are segmentationapi.com's own.</summary>
/// <param name="SampleIdx">Index among the processed frames.</param>
/// <param name="FrameIdx">Index among the decoded frames of the clip.</param>
/// <param name="TimeSec">When it is shown, seconds after the first decoded frame.</param>
/// <param name="Objects">In the order of their ids; empty if there are none.</param>
public sealed record VideoFrame(int SampleIdx, int FrameIdx, double TimeSec, IReadOnlyList<VideoFrameObject> Objects);

/// <param name="ObjectId">The same in every frame.</param>
/// <param name="Prompt">The prompt that it answers, as words.</param>
/// <param name="Label">The network's own label for it.</param>
/// <param name="Score">0–1.</param>
/// <param name="Box">Left, top, right and bottom as fractions of the width and height.</param>
/// <param name="Rle">The mask, at the clip's size.</param>
public sealed record VideoFrameObject(int ObjectId, string Prompt, string Label, double Score, IReadOnlyList<double> Box, MaskRle Rle);
