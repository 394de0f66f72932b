using System.Globalization;
using System.Text.Json.Serialization;
using SegFunctions.Local.Client;

namespace SegFunctions.Local.Segmenting;

/// <summary>Points and boxes from the command line. All points mark one object; a single box marks the same object.</summary>
internal sealed record Marks(IReadOnlyList<PointItem> Points, IReadOnlyList<BoxItem> Boxes)
{
    public static Marks None { get; } = new([], []);

    [JsonIgnore]
    public bool AreOnFrame => Points.Any(point => point.Frame is not null) || Boxes.Any(box => box.Frame is not null);

    /// <param name="points">Each <c>x,y</c>, <c>x,y:1</c> or <c>x,y:0</c>.</param>
    /// <param name="boxes">Each <c>x1,y1,x2,y2</c>.</param>
    /// <param name="frame">The frame of a video that they are on, as decoded; null for the first, and for pictures.</param>
    /// <exception cref="UserException">A point or a box cannot be parsed.</exception>
    public static Marks Read(IReadOnlyList<string> points, IReadOnlyList<string> boxes, int? frame = null) => new(
        [.. points.Select(text => ReadPoint(text, objectNumber: boxes.Count > 1 ? boxes.Count : 0) with { Frame = frame })],
        [.. boxes.Select((text, i) => ReadBox(text, i) with { Frame = frame })]);

    private static PointItem ReadPoint(string text, int objectNumber)
    {
        var (place, label) = text.Split(':') switch
        {
            [var alone] => (alone, 1),
            [var before, "1"] => (before, 1),
            [var before, "0"] => (before, 0),
            _ => throw NotUnderstood("--point", text, "x,y or x,y:0"),
        };
        return ReadParts(place) is [var x, var y] ? new() { X = x, Y = y, Label = label, Object = objectNumber } : throw NotUnderstood("--point", text, "x,y or x,y:0");
    }

    private static BoxItem ReadBox(string text, int index) => ReadParts(text) is [var left, var top, var right, var bottom] && left < right && top < bottom
        ? new() { X1 = left, Y1 = top, X2 = right, Y2 = bottom, Object = index }
        : throw NotUnderstood("--box", text, "x1,y1,x2,y2 with x1 < x2 and y1 < y2");

    private static double[] ReadParts(string text)
    {
        var parts = text.Split(',').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN);
        return parts.ToArray() is var values && Array.TrueForAll(values, value => value is >= 0 and <= 1) ? values : [];
    }

    private static UserException NotUnderstood(string option, string text, string shape) =>
        new($"{option} {text} is not {shape}, each a fraction of the picture's width or height, 0–1.");
}
