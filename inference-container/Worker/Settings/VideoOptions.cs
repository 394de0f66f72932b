using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Worker.Settings;

/// <summary>Section <c>Video</c>: what a video may cost.</summary>
public sealed class VideoOptions
{
    public const string Section = "Video";

    /// <summary>Maximum size of a video file in megabytes.</summary>
    [Range(1, 100_000)]
    public int MaxMegabytes { get; set; } = 1000;

    /// <summary>Maximum length of a video in seconds.</summary>
    [Range(1, 86_400)]
    public int MaxSeconds { get; set; } = 3600;

    /// <summary>Maximum number of frames of a video, processed or not.</summary>
    [Range(1, 10_000_000)]
    public int MaxSourceFrames { get; set; } = 216_000;

    /// <summary>Maximum size of a frame in millions of pixels.</summary>
    [Range(1, 100)]
    public int MaxMegapixels { get; set; } = 36;

    /// <summary>Names of the ffmpeg decoders that may be used. If empty, those for the formats of current and older cameras.</summary>
    public IList<string> Decoders { get; } = [];

    /// <summary>Megabytes of disk for videos that further steps may need. A video in use is kept whatever its size.</summary>
    [Range(0, 1_000_000)]
    public int CacheMegabytes { get; set; } = 4000;

    public VideoLimits ToLimits() => new(
        TimeSpan.FromSeconds(MaxSeconds),
        MaxSourceFrames,
        MaxMegapixels * 1_000_000L,
        Decoders.Count == 0 ? VideoLimits.DefaultDecoders : [.. Decoders]);
}

[OptionsValidator]
internal sealed partial class VideoOptionsValidator : IValidateOptions<VideoOptions>;
