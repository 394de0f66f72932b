using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Prompts;

/// <summary>Points and perhaps a box that mark one object; coordinates are parts of the picture, 0–1.</summary>
/// <param name="Label">The prompt's kind, for people.</param>
/// <param name="Points">At least one in the foreground, or a box.</param>
/// <param name="Box">Edges.</param>
internal sealed record Mark(string Label, IReadOnlyList<PromptPoint> Points, BoxF? Box)
{
    /// <summary>The one point of a mark that has nothing else: such a click may mean a part or the whole.</summary>
    public PromptPoint? OnlyClick => Box is null && Points is [{ Foreground: true } point] ? point : null;

    public static Mark Of(PointsPrompt prompt) => prompt.Points.Any(point => point.Foreground)
        ? new("point", [.. prompt.Points.Select(Check)], null)
        : throw new InferenceException(InferenceErrorCode.InferenceFailed, "A prompt of points has none in the foreground.");

    public static Mark Of(BoxPrompt prompt) => Unit(prompt.Left) < Unit(prompt.Right) && Unit(prompt.Top) < Unit(prompt.Bottom)
        ? new(
            "box",
            [.. prompt.Points?.Select(Check) ?? []],
            new BoxF((float)prompt.Left, (float)prompt.Top, (float)prompt.Right, (float)prompt.Bottom))
        : throw new InferenceException(InferenceErrorCode.InferenceFailed, "A box's left and top are not before its right and bottom.");

    /// <summary>For a picture of this size.</summary>
    public SamPrompt ToPrompt(int width, int height)
    {
        var prompt = new SamPrompt();
        if (FindBox(width, height) is { } box)
        {
            prompt.Add(box);
        }

        foreach (var point in Points)
        {
            prompt.Add((float)(point.X * width), (float)(point.Y * height), point.Foreground);
        }

        return prompt;
    }

    /// <summary>Where to look for what is marked, in a picture of this size: all of it but for a box on something small.</summary>
    public PixelBox FindRegion(int width, int height) => FindBox(width, height) is { } box
        ? SamWindow.Around(Points.Aggregate(box, (grown, point) => grown.Including((float)point.X * width, (float)point.Y * height)), width, height)
        : new PixelBox(0, 0, width, height);

    /// <summary>Null when the mark has none; pixels of a picture of this size.</summary>
    public BoxF? FindBox(int width, int height) =>
        Box is { } part ? new BoxF(part.Left * width, part.Top * height, part.Right * width, part.Bottom * height) : null;

    private static PromptPoint Check(PromptPoint point) => point with { X = Unit(point.X), Y = Unit(point.Y) };

    private static double Unit(double value) => value is >= 0 and <= 1
        ? value
        : throw new InferenceException(InferenceErrorCode.InferenceFailed, $"The coordinate {value} of a prompt is not within 0–1.");
}
