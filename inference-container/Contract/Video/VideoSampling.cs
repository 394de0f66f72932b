namespace SegFunctions.Contract.Video;

/// <summary>Which frames of a clip are processed, in addition to those that points and boxes are on. Exactly one of the first two values is set.</summary>
/// <param name="Fps">Frames per second, more than 0; every frame if the clip has fewer.</param>
/// <param name="NumFrames">This many frames, evenly spaced, at least 1; every frame if the clip has fewer.</param>
/// <param name="MaxFrames">Maximum number of frames; the rest of the clip is not processed, and a note says so.</param>
public sealed record VideoSampling(double? Fps, int? NumFrames, int MaxFrames);

/// <summary>Films that can be made of a result, with the clip's size, timing and sound. In JSON, names separated by commas: <c>"preview, mask"</c>.</summary>
[Flags]
public enum VideoFiles
{
    None = 0,

    /// <summary>The clip with colored masks and labels over it: an MP4 with H.264.</summary>
    Preview = 1,

    /// <summary>The objects with everything else transparent: a WebM with VP9.</summary>
    Cutout = 2,

    /// <summary>Everything that any object covers, white on black: an MP4 with H.264.</summary>
    Mask = 4,
}
