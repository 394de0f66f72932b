using SegFunctions.Apis.Own;
using SegFunctions.Apis.SegmentationApi;

namespace SegFunctions.Apis.Middleware;

/// <summary>The error shapes of all APIs.</summary>
internal static class ErrorShapes
{
    /// <summary>The last one takes what no API does: signed links, management and probes.</summary>
    public static IReadOnlyList<ErrorShape> All { get; } = [SegmentationApiErrors.Shape, OwnErrors.Shape];

    public static ErrorShape For(PathString path) => All.First(shape => shape.PathPrefixes.Any(
        prefix => prefix.Length == 0 || path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase)));
}
