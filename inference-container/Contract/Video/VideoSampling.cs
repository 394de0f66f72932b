namespace SegFunctions.Contract.Video;

/// <summary>Which frames of a clip are processed, besides those that points and boxes are on: exactly one of the first two is set.</summary>
/// <param name="Fps">Frames of each second, more than 0; every frame where the clip has fewer.</param>
/// <param name="NumFrames">So many, evenly spaced, at least 1; every frame where the clip has fewer.</param>
/// <param name="MaxFrames">The most; what comes after them is not looked at, and a note says so.</param>
public sealed record VideoSampling(double? Fps, int? NumFrames, int MaxFrames);

/// <summary>Films that can be made of a result, at the clip's size and timing and with its sound. In JSON, names separated by commas: <c>"preview, mask"</c>.</summary>
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
