namespace SegFunctions.Local.Segmenting;

/// <summary>Estimates how fast a video's frames are processed.</summary>
/// <param name="since">When its progress was first observed.</param>
/// <param name="before">Frames processed by then.</param>
internal sealed class FramePace(DateTimeOffset since, int before)
{
    /// <param name="processed">Frames processed by now.</param>
    /// <param name="frames">Number of all frames to process.</param>
    /// <returns>The time left; null as long as it cannot be estimated.</returns>
    public TimeSpan? FindTimeLeft(DateTimeOffset now, int processed, int frames) =>
        processed > before ? (now - since) * ((double)(frames - processed) / (processed - before)) : null;

    /// <summary>Formats a time to the second if it is below a minute, otherwise to the minute.</summary>
    public static string ToText(TimeSpan time) => time.TotalMinutes < 1 ? $"{time.TotalSeconds:F0} s" : $"{Math.Ceiling(time.TotalMinutes):F0} min";
}
