using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SegFunctions.Jobs;

/// <summary>How videos are sampled, and how their work is split. Section <c>Video</c>.</summary>
public sealed class VideoOptions
{
    public const string Section = "Video";

    /// <summary>Frames of a second that are processed, where a job says neither that nor how many in all.</summary>
    [Range(0, 1000, MinimumIsExclusive = true)]
    public double DefaultFps { get; set; } = 5;

    /// <summary>Maximum number of processed frames per video, whatever a job asks for.</summary>
    [Range(1, 100_000)]
    public int MaxFrames { get; set; } = 6000;

    /// <summary>How much work a segment is to be, going by what the first one took. A worker may be stopped 90 s after it was asked to end.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:40")]
    public TimeSpan SegmentTime { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Maximum number of a video's requests that are on the queue at the same time.</summary>
    [Range(1, 100)]
    public int RequestsAtOnce { get; set; } = 16;

    /// <summary>Maximum number of a job's videos that are worked on at the same time.</summary>
    [Range(1, 100)]
    public int VideosAtOnce { get; set; } = 4;
}

[OptionsValidator]
internal sealed partial class VideoOptionsValidator : IValidateOptions<VideoOptions>;
