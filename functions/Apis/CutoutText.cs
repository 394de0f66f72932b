using System.Drawing;
using System.Globalization;
using SegFunctions.Contract;

namespace SegFunctions.Apis;

/// <summary>Parses colors and margins of cut-outs, in remove.bg's notation, which our own fields share.</summary>
internal static class CutoutText
{
    public const string ColorRule = "must be a color such as #f00, #ff0000, #ff000080 or red";
    public const string MarginRule = "must be one, two or four lengths such as 10px or 5%, of at most 500px or 50%";

    private const int MaxPixels = 500;
    private const int MaxPercent = 50;
    private const int MaxSides = 4;

    /// <summary>The maximum number of pixels for each named size; null for no limit.</summary>
    public static IReadOnlyDictionary<string, long?> Sizes { get; } = new Dictionary<string, long?>(StringComparer.Ordinal)
    {
        ["full"] = null,
        ["preview"] = 250_000,
        ["medium"] = 1_500_000,
        ["hd"] = 4_000_000,
    };

    /// <param name="text">Hexadecimal digits with or without #, 3, 4, 6 or 8 of them, or one of CSS's names.</param>
    /// <returns>The color in the form of <see cref="CutoutBackground.Color"/>; null if the text is not a color.</returns>
    public static string? FindColor(string text)
    {
        if (text.All(char.IsAsciiLetter) && Enum.TryParse<KnownColor>(text, ignoreCase: true, out var name) && Color.FromKnownColor(name) is { IsSystemColor: false } known)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{known.R:x2}{known.G:x2}{known.B:x2}{known.A:x2}");
        }

        var digits = text.StartsWith('#') ? text[1..] : text;
        return !digits.All(char.IsAsciiHexDigit) ? null : digits.Length switch
        {
            3 or 4 => string.Concat(digits.Select(digit => $"{digit}{digit}")).ToLowerInvariant(),
            6 or 8 => digits.ToLowerInvariant(),
            _ => null,
        };
    }

    /// <param name="text">One length for all sides; two, for top and bottom, and for left and right; or four, clockwise from the top.</param>
    /// <returns>Null if the text is not a margin.</returns>
    public static CutoutMargin? FindMargin(string text)
    {
        var parts = text.Split(' ', MaxSides + 1, StringSplitOptions.RemoveEmptyEntries);
        var lengths = parts.Select(part => FindLength(part, MaxPixels, MaxPercent)).OfType<PictureLength>().ToList();
        return lengths.Count != parts.Length ? null : lengths switch
        {
            [var all] => new CutoutMargin(all, all, all, all),
            [var high, var wide] => new CutoutMargin(high, wide, high, wide),
            [var top, var right, var bottom, var left] => new CutoutMargin(top, right, bottom, left),
            _ => null,
        };
    }

    /// <param name="text">A number of 0 or more with <c>px</c> or <c>%</c>.</param>
    /// <param name="maxPixels">Maximum for <c>px</c>.</param>
    /// <param name="maxPercent">Maximum for <c>%</c>.</param>
    /// <returns>Null if the text is not a length within these limits.</returns>
    public static PictureLength? FindLength(string text, double maxPixels, double maxPercent)
    {
        var (isPercent, number) = text.EndsWith('%') ? (true, text[..^1]) : (false, text.EndsWith("px", StringComparison.Ordinal) ? text[..^2] : "");
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            // The framework also parses the names of infinities.
            && value >= 0 && value <= (isPercent ? maxPercent : maxPixels)
            ? new PictureLength(value, isPercent)
            : null;
    }
}
