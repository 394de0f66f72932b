using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using static SegFunctions.Apis.WireShape;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>Maps this API's fields, the vendor's and the extensions, to the model's prompts and back; pure.</summary>
internal static class SegmentationApiPrompts
{
    private static readonly Dictionary<string, SegmentOutputs> Outputs = new(StringComparer.Ordinal)
    {
        ["rle"] = SegmentOutputs.Rle,
        ["polygons"] = SegmentOutputs.Polygons,
        ["cutout"] = SegmentOutputs.Cutout,
        ["yolo"] = SegmentOutputs.Yolo,
        ["voc"] = SegmentOutputs.Voc,
        ["svg"] = SegmentOutputs.Svg,
    };

    private static readonly Dictionary<string, VideoFiles> Films = new(StringComparer.Ordinal)
    {
        ["cutout"] = VideoFiles.Cutout,
        ["mask"] = VideoFiles.Mask,
    };

    /// <summary>The fields that say what to cut out and what to leave out.</summary>
    public static IReadOnlyList<string> Fields { get; } = [
        NameOf<CreateJobRequest>(nameof(CreateJobRequest.Prompts)),
        NameOf<OwnFields>(nameof(OwnFields.NegativePrompts)),
        NameOf<OwnFields>(nameof(OwnFields.Points)),
        NameOf<OwnFields>(nameof(OwnFields.Boxes)),
        NameOf<OwnFields>(nameof(OwnFields.Exemplars)),
        NameOf<OwnFields>(nameof(OwnFields.Subject)),
    ];

    /// <summary>Those of the fields that the prompts came from, each once.</summary>
    public static IEnumerable<string> FieldsIn(IReadOnlyList<Prompt> prompts) => prompts.Select(FieldOf).Distinct();

    /// <summary>Negative prompts come last, so that the others have the same indexes as in the manifest's list.</summary>
    public static IReadOnlyList<Prompt> ToPrompts(CreateJobRequest request) =>
    [
        .. ToWords(request),
        .. ToMarks(request.Own, request.IsVideo),
        .. request.Own.Subject ? (Prompt[])[new SubjectPrompt()] : [],
        .. request.Own.NegativePrompts.Where(phrase => !string.IsNullOrWhiteSpace(phrase)).Select(phrase => new TextPrompt(phrase.Trim(), Negative: true)),
    ];

    /// <summary>The names of the outputs that can be requested besides masks.</summary>
    public static IReadOnlyCollection<string> OutputsOf(bool isVideo) => isVideo ? Films.Keys : Outputs.Keys;

    public static SegmentOutputs ToOutputs(OwnFields own) =>
        own.Outputs.Aggregate(own.Cutout is null ? SegmentOutputs.None : SegmentOutputs.Cutout, (all, name) => all | Outputs.GetValueOrDefault(name));

    public static VideoFiles ToFilms(CreateJobRequest request) => request.Own.Outputs.Aggregate(
        request.GeneratePreview ? VideoFiles.Preview : VideoFiles.None, (all, name) => all | Films.GetValueOrDefault(name));

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

    /// <summary>The prompts for what to cut out, as text.</summary>
    public static IEnumerable<string> WantedOf(IEnumerable<Prompt> prompts) => prompts.Where(prompt => !IsNegative(prompt)).Select(ToText);

    /// <summary>The prompts for what no mask may show, as text.</summary>
    public static IReadOnlyList<string> ExcludedOf(IEnumerable<Prompt> prompts) => [.. prompts.Where(IsNegative).Select(ToText)];

    public static string ToText(Prompt prompt) => prompt switch
    {
        TextPrompt { Text: var text } => text,
        PointsPrompt => "points",
        BoxPrompt { Points.Count: > 0 } => "box and points",
        BoxPrompt => "box",
        ExemplarsPrompt => "exemplars",
        SubjectPrompt => "subject",
        _ => throw new ArgumentOutOfRangeException(nameof(prompt)),
    };

    public static string ToText(CandidateKind candidate) => candidate switch
    {
        CandidateKind.Part => "part",
        CandidateKind.Thing => "object",
        CandidateKind.Whole => "whole",
        _ => throw new ArgumentOutOfRangeException(nameof(candidate)),
    };

    private static string FieldOf(Prompt prompt) => prompt switch
    {
        TextPrompt => IsNegative(prompt) ? NameOf<OwnFields>(nameof(OwnFields.NegativePrompts)) : NameOf<CreateJobRequest>(nameof(CreateJobRequest.Prompts)),
        PointsPrompt => NameOf<OwnFields>(nameof(OwnFields.Points)),
        BoxPrompt => NameOf<OwnFields>(nameof(OwnFields.Boxes)),
        ExemplarsPrompt => NameOf<OwnFields>(nameof(OwnFields.Exemplars)),
        _ => NameOf<OwnFields>(nameof(OwnFields.Subject)),
    };

    /// <summary>Exemplars accompany the word; without one they are a prompt of their own. Exemplars beside several words, which validation refuses, are dropped here.</summary>
    private static IReadOnlyList<Prompt> ToWords(CreateJobRequest request)
    {
        Exemplar[] exemplars = [.. request.Own.Exemplars.Select(box => new Exemplar(box.X1, box.Y1, box.X2, box.Y2, box.Label != 0))];
        List<TextPrompt> words = [.. request.Prompts.Where(prompt => !string.IsNullOrWhiteSpace(prompt.Text)).Select(prompt => new TextPrompt(prompt.Text.Trim(), Threshold: prompt.Threshold))];
        return (words, exemplars) switch
        {
            ([], [_, ..]) => [new ExemplarsPrompt(exemplars)],
            ([var word], [_, ..]) => [word with { Exemplars = exemplars }],
            _ => words,
        };
    }

    private static bool IsNegative(Prompt prompt) => prompt is TextPrompt { Negative: true };

    /// <summary>The marks of one object on one frame form one prompt; in a video, its marks on other frames refer to it by its number.</summary>
    private static IEnumerable<Prompt> ToMarks(OwnFields own, bool isVideo)
    {
        var boxed = own.Boxes.Where(box => box.Object is not null).Select(MarkOf).ToHashSet();
        var points = own.Points.ToLookup(point => new Mark(point.Object, (int)(point.Frame ?? 0)));
        var alone = points.Where(group => !boxed.Contains(group.Key))
            .Select(group => new PointsPrompt(ToPoints(group), group.Key.Frame, isVideo ? group.Key.Object : null, own.Candidates && group.Count() == 1));
        var boxes = own.Boxes.Select(box => new BoxPrompt(
            box.X1,
            box.Y1,
            box.X2,
            box.Y2,
            box.Object is not null && points.Contains(MarkOf(box)) ? ToPoints(points[MarkOf(box)]) : null,
            MarkOf(box).Frame,
            isVideo ? box.Object : null));
        return [.. alone, .. boxes];
    }

    private static Mark MarkOf(BoxItem box) => new(box.Object, (int)(box.Frame ?? 0));

    private static IReadOnlyList<PromptPoint> ToPoints(IEnumerable<PointItem> points) =>
        [.. points.Select(point => new PromptPoint(point.X, point.Y, point.Label != 0))];

    /// <param name="Object">The client's number for the object; null for none.</param>
    private readonly record struct Mark(long? Object, int Frame);
}
