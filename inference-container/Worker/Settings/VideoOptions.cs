using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Worker.Settings;

/// <summary>Section <c>Video</c>: what a video may cost.</summary>
public sealed class VideoOptions
{
    public const string Section = "Video";

    /// <summary>Largest accepted file.</summary>
    [Range(1, 100_000)]
    public int MaxMegabytes { get; set; } = 1000;

    /// <summary>Longest accepted video.</summary>
    [Range(1, 86_400)]
    public int MaxSeconds { get; set; } = 3600;

    /// <summary>Most frames that a video may have, processed or not.</summary>
    [Range(1, 10_000_000)]
    public int MaxSourceFrames { get; set; } = 216_000;

    /// <summary>Largest accepted frame, millions of pixels.</summary>
    [Range(1, 100)]
    public int MaxMegapixels { get; set; } = 36;

    /// <summary>Names of the decoders of ffmpeg that may run. Empty takes those of today's and yesterday's cameras.</summary>
    public IList<string> Decoders { get; } = [];

    /// <summary>Megabytes of disk for videos that further steps may be about. A video that is being worked on stays whatever its size.</summary>
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
