namespace SegFunctions.Local.Segmenting;

/// <summary>How fast a video's frames are processed, as seen from here.</summary>
/// <param name="since">When it was first looked at.</param>
/// <param name="before">Frames that were processed by then.</param>
internal sealed class FramePace(DateTimeOffset since, int before)
{
    /// <param name="processed">Frames that are processed by now.</param>
    /// <param name="frames">All frames that are processed.</param>
    /// <returns>Null as long as nothing can be said.</returns>
    public TimeSpan? FindTimeLeft(DateTimeOffset now, int processed, int frames) =>
        processed > before ? (now - since) * ((double)(frames - processed) / (processed - before)) : null;

    /// <summary>To the second below a minute, otherwise to the minute.</summary>
    public static string ToText(TimeSpan time) => time.TotalMinutes < 1 ? $"{time.TotalSeconds:F0} s" : $"{Math.Ceiling(time.TotalMinutes):F0} min";
}
