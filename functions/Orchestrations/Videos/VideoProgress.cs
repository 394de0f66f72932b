using System.Globalization;
using SegFunctions.Jobs;

namespace SegFunctions.Orchestrations.Videos;

/// <summary>A video's progress, as its orchestration's custom status: <c>120/600</c>.</summary>
public static class VideoProgress
{
    public static string Encode(FrameProgress progress) => string.Create(CultureInfo.InvariantCulture, $"{progress.Processed}/{progress.All}");

    /// <param name="text">Null before the first report.</param>
    /// <returns>Null if the text has another format.</returns>
    public static FrameProgress? Find(string? text) => text?.Split('/') is [var processed, var all]
        && int.TryParse(processed, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && int.TryParse(all, NumberStyles.None, CultureInfo.InvariantCulture, out var frames)
            ? new FrameProgress(count, frames)
            : null;
}
