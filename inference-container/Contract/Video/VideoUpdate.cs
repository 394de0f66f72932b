namespace SegFunctions.Contract.Video;

/// <summary>A worker's report on one step. It is made from the step's document, so it is the same however often it is sent.</summary>
/// <param name="Step"><see cref="VideoStep.Name"/>.</param>
/// <param name="Probe">Present if a probe has succeeded.</param>
/// <param name="Work">Present if a segment has succeeded.</param>
/// <param name="Rest">Present if there was no time for all of a segment: what is left of it.</param>
public sealed record VideoUpdate(string Step, VideoProbe? Probe = null, VideoWork? Work = null, VideoSegment? Rest = null);

/// <summary>The properties of a clip, and how its work can be split.</summary>
/// <param name="Width">Pixels of a decoded frame as displayed.</param>
/// <param name="Height">Pixels of a decoded frame as displayed.</param>
/// <param name="Duration">Seconds.</param>
/// <param name="SourceFps">The clip's average frame rate, in frames per second.</param>
/// <param name="Frames">The number of frames to process, including those with points and boxes; each is a unit.</param>
/// <param name="Chunks">The number of chunks, at least 1; neighboring chunks share a frame.</param>
/// <param name="ChunkFrames">Frames per chunk; the last chunk may have fewer.</param>
/// <param name="Pieces">The number of pieces in which films are rendered, at least 1.</param>
/// <param name="FirstMark">Chunk of the first frame that points or boxes are on; null if there are none.</param>
/// <param name="LastMark">Chunk of the last such frame.</param>
public sealed record VideoProbe(
    int Width, int Height, double Duration, double SourceFps, int Frames, int Chunks, int ChunkFrames, int Pieces, int? FirstMark = null, int? LastMark = null);

/// <summary>The work that a segment took.</summary>
/// <param name="Frames">The frames that it processed.</param>
/// <param name="Milliseconds">Wall time of the work itself, without waiting for networks to be installed or opened.</param>
public sealed record VideoWork(int Frames, double Milliseconds);
