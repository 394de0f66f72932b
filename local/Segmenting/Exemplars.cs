using System.Globalization;
using SegFunctions.Local.Client;

namespace SegFunctions.Local.Segmenting;

/// <summary>Boxes of the command line that show what is meant.</summary>
internal static class Exemplars
{
    private const int Edges = 4;

    /// <param name="texts">Each <c>x1,y1,x2,y2</c>, or with <c>,-</c> after it around what is not meant.</param>
    /// <exception cref="UserException">One of them cannot be read.</exception>
    public static IReadOnlyList<ExemplarItem> Read(IReadOnlyList<string> texts) => [.. texts.Select(Read)];

    private static ExemplarItem Read(string text)
    {
        string[] parts = text.Split(',');
        var isLike = parts is not [.., "-"];
        var edges = (isLike ? parts : parts[..^1])
            .Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1 ? value : double.NaN)
            .ToArray();
        return edges.Length == Edges && edges[0] < edges[2] && edges[1] < edges[3]
            ? new ExemplarItem { X1 = edges[0], Y1 = edges[1], X2 = edges[2], Y2 = edges[3], Label = isLike ? 1 : 0 }
            : throw new UserException(
                $"--exemplar {text} is not x1,y1,x2,y2 or x1,y1,x2,y2,- with x1 < x2 and y1 < y2, each a part of the picture's width or height, 0–1.");
    }
}
