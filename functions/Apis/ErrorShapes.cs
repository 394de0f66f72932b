using SegFunctions.Apis.SegmentationApi;

namespace SegFunctions.Apis;

/// <summary>The error shapes of all APIs.</summary>
internal static class ErrorShapes
{
    /// <summary>The last one takes what no API does: signed links and probes.</summary>
    public static IReadOnlyList<ErrorShape> All { get; } = [SegmentationApiErrors.Shape, LinkErrors.Shape];

    public static ErrorShape For(PathString path) =>
        All.First(shape => shape.PathPrefix.Length == 0 || path.StartsWithSegments(shape.PathPrefix, StringComparison.OrdinalIgnoreCase));
}
