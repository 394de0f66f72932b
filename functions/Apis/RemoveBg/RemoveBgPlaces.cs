using SegFunctions.Contract;

namespace SegFunctions.Apis.RemoveBg;

/// <summary>Parses regions, scales and positions in remove.bg's notation. Pure functions.</summary>
internal static class RemoveBgPlaces
{
    public const string RoiRule = "must be two corners, x1 y1 x2 y2, each a length such as 10px or 5%";
    public const string ScaleRule = "must be original, or 10% to 100%";
    public const string PositionRule = "must be original, center, or one or two percentages from 0% to 100%";

    private const string Original = "original";
    private const string Center = "center";
    private const double Middle = 50;
    private const double MaxPixels = 1_000_000;
    private const double MaxPercent = 100;

    public static bool IsScale(string? text) => text is null or Original || FindPercent(text) is >= 10;

    public static bool IsPosition(string? text) => text is null or Original or Center || FindPercents(text) is not null;

    /// <returns>Null if the text breaks the <see cref="RoiRule"/>.</returns>
    public static PictureRegion? FindRegion(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var left, var top, var right, var bottom]
        && FindLength(left) is { } x1 && FindLength(top) is { } y1 && FindLength(right) is { } x2 && FindLength(bottom) is { } y2
            ? new PictureRegion(x1, y1, x2, y2)
            : null;

    /// <summary>Whether the region is empty, whatever the picture's size.</summary>
    public static bool IsEmpty(PictureRegion region) => IsEmpty(region.Left, region.Right) || IsEmpty(region.Top, region.Bottom);

    /// <summary>The place of the object in its frame, from a validated request.</summary>
    /// <returns>Null if the object keeps its size and position.</returns>
    public static CutoutPlace? ToPlace(string? scale, string? position)
    {
        var size = scale is null or Original ? null : FindPercent(scale);
        double[] place = position switch
        {
            null => size is null ? [] : [Middle],
            Original => [],
            Center => [Middle],
            _ => FindPercents(position)!,
        };
        return size is null && place.Length == 0 ? null
            : place.Length == 0 ? new CutoutPlace(size, null, null)
            : new CutoutPlace(size, place[0], place[^1]);
    }

    private static bool IsEmpty(PictureLength start, PictureLength end) => start.IsPercent == end.IsPercent && start.Value >= end.Value;

    private static double[]? FindPercents(string text)
    {
        var percents = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(FindPercent).ToList();
        return percents.Count is 1 or 2 && percents.TrueForAll(percent => percent is not null) ? [.. percents.OfType<double>()] : null;
    }

    private static double? FindPercent(string text) => FindLength(text) is { IsPercent: true, Value: var value } ? value : null;

    private static PictureLength? FindLength(string text) => CutoutText.FindLength(text, MaxPixels, MaxPercent);
}
