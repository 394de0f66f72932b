using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Prompts;

/// <summary>Points and possibly a box that mark one object; coordinates are fractions of the picture, 0–1.</summary>
/// <param name="Label">The prompt's kind, for human readers.</param>
/// <param name="Points">At least one in the foreground, unless there is a box.</param>
/// <param name="Box">Edges.</param>
internal sealed record Mark(string Label, IReadOnlyList<PromptPoint> Points, BoxF? Box)
{
    /// <summary>
    /// Points of one kind within this fraction of the width and of the height count as one. SAM's masks have 256 cells per side, and the number of points matters to the
    /// decoder: a double click would otherwise mean something other than a click.
    /// </summary>
    private const double SamePlace = 1 / 256.0;

    /// <summary>The only foreground point of a mark without a box; such a click may mean a part or the whole. Null for other marks.</summary>
    public PromptPoint? OnlyClick => Box is null && Points.Count(point => point.Foreground) == 1 ? Points.First(point => point.Foreground) : null;

    /// <summary>Whether all of SAM's interpretations of a click are wanted, in addition to the answer.</summary>
    public bool WantsCandidates { get; init; }

    /// <summary>Points where the object is not.</summary>
    public IEnumerable<PromptPoint> Background => Points.Where(point => !point.Foreground);

    public static Mark Of(PointsPrompt prompt) => prompt.Points.Any(point => point.Foreground)
        ? new("point", Distinct(prompt.Points), null) { WantsCandidates = prompt.Candidates }
        : throw new InferenceException(InferenceErrorCode.InferenceFailed, "A prompt of points has no foreground point.");

    public static Mark Of(BoxPrompt prompt) => Unit(prompt.Left) < Unit(prompt.Right) && Unit(prompt.Top) < Unit(prompt.Bottom)
        ? new(
            "box",
            Distinct(prompt.Points ?? []),
            new BoxF((float)prompt.Left, (float)prompt.Top, (float)prompt.Right, (float)prompt.Bottom))
        : throw new InferenceException(InferenceErrorCode.InferenceFailed, "A box's left and top must be less than its right and bottom.");

    /// <summary>SAM's prompt for a region of a picture of this size. Points outside the region are omitted: no mask can contain them.</summary>
    public SamPrompt ToPrompt(int width, int height, PixelBox region)
    {
        var prompt = new SamPrompt();
        if (FindBox(width, height) is { } box)
        {
            prompt.Add(box);
        }

        foreach (var (x, y, foreground) in Points.Select(point => ((float)(point.X * width), (float)(point.Y * height), point.Foreground)))
        {
            if (x >= region.X && y >= region.Y && x <= region.X + region.Width && y <= region.Y + region.Height)
            {
                prompt.Add(x, y, foreground);
            }
        }

        return prompt;
    }

    /// <summary>Where to look for the marked object in a picture of this size: everywhere, except for a box around something small, or in a long picture.</summary>
    public PixelBox FindRegion(int width, int height)
    {
        if (PictureParts.IsLong(width, height))
        {
            return PictureParts.LargestAround(Marked(OnlyClick is { } click ? [click] : Points), width, height);
        }

        return Box is null ? new PixelBox(0, 0, width, height) : SamWindow.Around(Marked(Points), width, height);

        BoxF Marked(IReadOnlyList<PromptPoint> points) => points.Aggregate(
            FindBox(width, height) ?? Place(points[0]), (grown, point) => grown.Including((float)point.X * width, (float)point.Y * height));

        BoxF Place(PromptPoint point) => new((float)point.X * width, (float)point.Y * height, (float)point.X * width, (float)point.Y * height);
    }

    /// <summary>The mark's box in pixels of a picture of this size; null if it has none.</summary>
    public BoxF? FindBox(int width, int height) =>
        Box is { } part ? new BoxF(part.Left * width, part.Top * height, part.Right * width, part.Bottom * height) : null;

    private static List<PromptPoint> Distinct(IReadOnlyList<PromptPoint> points)
    {
        var distinct = new List<PromptPoint>();
        foreach (var point in points.Select(Check))
        {
            if (!distinct.Exists(other => other.Foreground == point.Foreground
                && Math.Abs(other.X - point.X) < SamePlace
                && Math.Abs(other.Y - point.Y) < SamePlace))
            {
                distinct.Add(point);
            }
        }

        return distinct;
    }

    private static PromptPoint Check(PromptPoint point) => point with { X = Unit(point.X), Y = Unit(point.Y) };

    private static double Unit(double value) => value is >= 0 and <= 1
        ? value
        : throw new InferenceException(InferenceErrorCode.InferenceFailed, $"The coordinate {value} of a prompt is not within 0–1.");
}
