using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SegFunctions.Jobs;

/// <summary>How videos are sampled, and how their work is split. Section <c>Video</c>.</summary>
public sealed class VideoOptions
{
    public const string Section = "Video";

    /// <summary>Frames processed per second of video, if a job specifies neither a frame rate nor a number of frames.</summary>
    [Range(0, 1000, MinimumIsExclusive = true)]
    public double DefaultFps { get; set; } = 5;

    /// <summary>Maximum number of processed frames per video, whatever a job asks for.</summary>
    [Range(1, 100_000)]
    public int MaxFrames { get; set; } = 6000;

    /// <summary>Target processing time of a segment, estimated from the first one. A worker may be killed 90 s after it was asked to stop.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:40")]
    public TimeSpan SegmentTime { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Maximum number of requests per video on the queue at the same time.</summary>
    [Range(1, 100)]
    public int RequestsAtOnce { get; set; } = 16;

    /// <summary>Maximum number of videos per job in progress at the same time.</summary>
    [Range(1, 100)]
    public int VideosAtOnce { get; set; } = 4;
}

[OptionsValidator]
internal sealed partial class VideoOptionsValidator : IValidateOptions<VideoOptions>;
