using SegFunctions.Contract;
using static SegFunctions.Apis.WireShape;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>Between the model's prompts and this API's fields, the vendor's and our own; pure.</summary>
internal static class SegmentationApiPrompts
{
    public static IReadOnlyDictionary<string, SegmentOutputs> Outputs { get; } = new Dictionary<string, SegmentOutputs>(StringComparer.Ordinal)
    {
        ["rle"] = SegmentOutputs.Rle,
        ["polygons"] = SegmentOutputs.Polygons,
        ["cutout"] = SegmentOutputs.Cutout,
    };

    /// <summary>The fields that say what to cut out and what not.</summary>
    public static IReadOnlyList<string> Fields { get; } = [
        NameOf<CreateJobRequest>(nameof(CreateJobRequest.Prompts)),
        NameOf<OwnFields>(nameof(OwnFields.NegativePrompts)),
        NameOf<OwnFields>(nameof(OwnFields.Points)),
        NameOf<OwnFields>(nameof(OwnFields.Boxes)),
        NameOf<OwnFields>(nameof(OwnFields.Subject)),
    ];

    /// <summary>What to cut out comes first, so that its places are those in the manifest's list.</summary>
    public static IReadOnlyList<Prompt> ToPrompts(CreateJobRequest request) =>
    [
        .. ToWords(request.Prompts, negative: false),
        .. ToMarks(request.Own),
        .. request.Own.Subject ? (Prompt[])[new SubjectPrompt()] : [],
        .. ToWords(request.Own.NegativePrompts, negative: true),
    ];

    public static SegmentOutputs ToOutputs(OwnFields own) =>
        own.Outputs.Aggregate(SegmentOutputs.None, (all, name) => all | Outputs.GetValueOrDefault(name));

    /// <summary>The field that the prompt came from.</summary>
    public static string NameOf(IReadOnlyList<Prompt> prompts, int index)
    {
        var before = prompts.Take(index).Count(prompt => FieldOf(prompt) == FieldOf(prompts[index]));
        return prompts[index] switch
        {
            TextPrompt or BoxPrompt => $"{FieldOf(prompts[index])}[{before}]",
            var other => FieldOf(other),
        };
    }

    /// <summary>What was to be cut out, in words.</summary>
    public static IEnumerable<string> WantedOf(IEnumerable<Prompt> prompts) => prompts.Where(prompt => !IsNegative(prompt)).Select(ToText);

    /// <summary>What no mask may show.</summary>
    public static IReadOnlyList<string> ExcludedOf(IEnumerable<Prompt> prompts) => [.. prompts.Where(IsNegative).Select(ToText)];

    public static string ToText(Prompt prompt) => prompt switch
    {
        TextPrompt { Text: var text } => text,
        PointsPrompt => "points",
        BoxPrompt { Points.Count: > 0 } => "box and points",
        BoxPrompt => "box",
        SubjectPrompt => "subject",
        _ => throw new ArgumentOutOfRangeException(nameof(prompt)),
    };

    private static string FieldOf(Prompt prompt) => prompt switch
    {
        TextPrompt => IsNegative(prompt) ? NameOf<OwnFields>(nameof(OwnFields.NegativePrompts)) : NameOf<CreateJobRequest>(nameof(CreateJobRequest.Prompts)),
        PointsPrompt => NameOf<OwnFields>(nameof(OwnFields.Points)),
        BoxPrompt => NameOf<OwnFields>(nameof(OwnFields.Boxes)),
        _ => NameOf<OwnFields>(nameof(OwnFields.Subject)),
    };

    private static bool IsNegative(Prompt prompt) => prompt is TextPrompt { Negative: true };

    private static IEnumerable<Prompt> ToWords(IEnumerable<string> phrases, bool negative) =>
        phrases.Where(phrase => !string.IsNullOrWhiteSpace(phrase)).Select(phrase => new TextPrompt(phrase.Trim(), negative));

    private static IEnumerable<Prompt> ToMarks(OwnFields own)
    {
        var boxed = own.Boxes.Select(box => box.Object).OfType<long>().ToHashSet();
        var points = own.Points.ToLookup(point => point.Object);
        var alone = points.Where(group => group.Key is not { } number || !boxed.Contains(number)).Select(group => new PointsPrompt(ToPoints(group)));
        var boxes = own.Boxes.Select(box => new BoxPrompt(
            box.X1, box.Y1, box.X2, box.Y2, box.Object is { } number && points.Contains(number) ? ToPoints(points[number]) : null));
        return [.. alone, .. boxes];
    }

    private static IReadOnlyList<PromptPoint> ToPoints(IEnumerable<PointItem> points) =>
        [.. points.Select(point => new PromptPoint(point.X, point.Y, point.Label != 0))];
}
