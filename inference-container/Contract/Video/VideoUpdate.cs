namespace SegFunctions.Contract.Video;

/// <summary>What a worker reports of one step. It comes from the step's document, so that it is the same however often it is sent.</summary>
/// <param name="Step"><see cref="VideoStep.Name"/>.</param>
/// <param name="Probe">Present when a probe has succeeded.</param>
/// <param name="Work">Present when a segment has succeeded.</param>
public sealed record VideoUpdate(string Step, VideoProbe? Probe = null, VideoWork? Work = null);

/// <summary>What a clip is, and how its work can be split.</summary>
/// <param name="Width">Pixels of a decoded frame as displayed.</param>
/// <param name="Height">Pixels of a decoded frame as displayed.</param>
/// <param name="Duration">Seconds.</param>
/// <param name="SourceFps">Frames per second of the clip, on average.</param>
/// <param name="Frames">How many are processed, those with points and boxes included; each is a unit.</param>
/// <param name="Chunks">At least 1; neighbors share a frame.</param>
/// <param name="ChunkFrames">Frames of a chunk, the last may have fewer.</param>
/// <param name="Pieces">In how many pieces films are rendered, at least 1.</param>
/// <param name="FirstMark">Chunk of the first frame that points or boxes are on; null without any.</param>
/// <param name="LastMark">Chunk of the last such frame.</param>
public sealed record VideoProbe(
    int Width, int Height, double Duration, double SourceFps, int Frames, int Chunks, int ChunkFrames, int Pieces, int? FirstMark = null, int? LastMark = null);

/// <summary>What a segment took.</summary>
/// <param name="Frames">Processed by it.</param>
/// <param name="Milliseconds">Wall time of the work alone, without waiting for networks to be installed or opened.</param>
public sealed record VideoWork(int Frames, double Milliseconds);
