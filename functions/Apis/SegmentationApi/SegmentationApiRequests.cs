using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using SegFunctions.Apis.Own;
using SegFunctions.Media;

namespace SegFunctions.Apis.SegmentationApi;

// Request bodies, with the vendor's fields and the extensions. WireReader reads them: a missing field is empty, or null if its type allows that.

/// <summary>POST /v1/uploads/presign.</summary>
/// <param name="ContentType">Media type of the file to be uploaded.</param>
internal sealed record PresignRequest(
    [property: JsonPropertyName("contentType")] string ContentType) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => MediaTypes.FindUploadable(ContentType) is null
        ? [new ValidationResult($"must be {MediaTypes.Rule}", [WireShape.NameOf<PresignRequest>(nameof(ContentType))])]
        : [];
}

/// <summary>POST /v1/jobs.</summary>
/// <param name="Type"><c>image</c> or <c>video</c>.</param>
/// <param name="Tasks">1–100 uploads.</param>
/// <param name="Prompts">At least one that is not blank, unless an extension field says what to cut out. Strings, or (extension) objects with a threshold.</param>
/// <param name="GeneratePreview">Default false.</param>
/// <param name="Threshold">0–1, default 0.5; image only.</param>
/// <param name="MaskThreshold">0–1, default 0.5; image only.</param>
/// <param name="ScoreThreshold">0–1, default 0; video only, like the fields after it.</param>
/// <param name="Fps">Above 0; not with <paramref name="NumFrames"/>.</param>
/// <param name="NumFrames">At least 1, evenly spaced.</param>
/// <param name="MaxFrames">At least 1.</param>
/// <param name="Own">The extension fields.</param>
internal sealed record CreateJobRequest(
    [property: JsonPropertyName("type"), AllowedValues(JobTypes.Image, JobTypes.Video, ErrorMessage = "must be image or video")] string Type,
    [property: JsonPropertyName("tasks")] IReadOnlyList<string> Tasks,
    [property: JsonPropertyName("prompts")] IReadOnlyList<PromptItem> Prompts,
    [property: JsonPropertyName("generatePreview")] bool GeneratePreview,
    [property: JsonPropertyName("threshold"), NotWith(nameof(Type), JobTypes.Video, JobTypes.ImageOnly)] double? Threshold,
    [property: JsonPropertyName("maskThreshold"), NotWith(nameof(Type), JobTypes.Video, JobTypes.ImageOnly)] double? MaskThreshold,
    [property: JsonPropertyName("scoreThreshold"), NotWith(nameof(Type), JobTypes.Image, JobTypes.VideoOnly), Range(0.0, 1.0, ErrorMessage = "must be between 0 and 1")]
    double? ScoreThreshold,
    [property: JsonPropertyName("fps"), NotWith(nameof(Type), JobTypes.Image, JobTypes.VideoOnly)]
    [property: Range(0.0, double.MaxValue, MinimumIsExclusive = true, ErrorMessage = "must be greater than 0")]
    double? Fps,
    [property: JsonPropertyName("numFrames"), NotWith(nameof(Type), JobTypes.Image, JobTypes.VideoOnly), Range(1.0, double.MaxValue, ErrorMessage = "must be at least 1")]
    long? NumFrames,
    [property: JsonPropertyName("maxFrames"), NotWith(nameof(Type), JobTypes.Image, JobTypes.VideoOnly), Range(1.0, double.MaxValue, ErrorMessage = "must be at least 1")]
    long? MaxFrames,
    [property: JsonIgnore] OwnFields Own) : IValidatableObject
{
    [JsonIgnore]
    public bool IsVideo => Type == JobTypes.Video;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Fps is not null && NumFrames is not null)
        {
            yield return new ValidationResult(
                $"and {WireShape.NameOf<CreateJobRequest>(nameof(NumFrames))} exclude each other", [WireShape.NameOf<CreateJobRequest>(nameof(Fps))]);
        }

        var outputs = SegmentationApiPrompts.OutputsOf(IsVideo);
        foreach (var i in Own.Outputs.Index().Where(output => !outputs.Contains(output.Item)).Select(output => output.Index))
        {
            yield return new ValidationResult($"must be one of {string.Join(", ", outputs)}", [$"{WireShape.NameOf<OwnFields>(nameof(Own.Outputs))}[{i}]"]);
        }

        foreach (var i in IsVideo ? Prompts.Index().Where(prompt => prompt.Item.Threshold is not null).Select(prompt => prompt.Index) : [])
        {
            yield return new ValidationResult(
                JobTypes.ImageOnly, [$"{WireShape.NameOf<CreateJobRequest>(nameof(Prompts))}[{i}].{WireShape.NameOf<PromptItem>(nameof(PromptItem.Threshold))}"]);
        }

        foreach (var mark in Type == JobTypes.Image ? Own.FindMarksWithFrame() : [])
        {
            yield return new ValidationResult(JobTypes.VideoOnly, [mark]);
        }

        var words = Prompts.Count(prompt => !string.IsNullOrWhiteSpace(prompt.Text));
        if (Own.Exemplars.Count > 0 && words > 1)
        {
            yield return new ValidationResult($"may accompany only one word, not {words}", [WireShape.NameOf<OwnFields>(nameof(Own.Exemplars))]);
        }
    }
}

/// <summary>A word or phrase; a plain string has no threshold of its own.</summary>
/// <param name="Threshold">0–1, default the job's threshold; image only.</param>
[Shorthand]
internal sealed record PromptItem(
    [property: JsonPropertyName("text"), JsonRequired] string Text,
    [property: JsonPropertyName("threshold")] double? Threshold)
{
    public static implicit operator PromptItem(string text) => new(text, null);
}

/// <summary>Values of <c>type</c>, and the messages about fields that only one of them allows.</summary>
internal static class JobTypes
{
    public const string Image = "image";
    public const string Video = "video";
    public const string ImageOnly = "is for type image only";
    public const string VideoOnly = "is for type video only";

    public static string Of(bool isVideo) => isVideo ? Video : Image;
}

/// <summary>
/// Extension fields of POST /v1/jobs. Points and boxes with the same <c>object</c> number mark one object together, in a video also on several
/// frames. Points of a frame without a number mark one object together, and each box without a number marks an object of its own. Coordinates are
/// fractions of the picture's width and height as displayed, 0–1.
/// </summary>
/// <param name="NegativePrompts">Words for what no mask may show. Unknown words are ignored and listed in the result. Image only.</param>
/// <param name="Subject">True: also cut out the picture's main subject. Image only.</param>
/// <param name="Candidates">
/// True: for each object marked by a single point, also return what else the point may mean: up to three more masks, a <c>part</c>, an <c>object</c> and the
/// <c>whole</c>. Image only.
/// </param>
/// <param name="Exemplars">
/// Boxes around examples of what to cut out, or of what not to; for networks that take them. At most one prompt may accompany them, whose meaning they then illustrate. Image only.
/// </param>
/// <param name="EdgeOffset">Pixels by which masks grow, or shrink if negative; default 0. Image only.</param>
/// <param name="Outputs">What else to produce. For pictures: <c>rle</c>, <c>polygons</c>, <c>cutout</c>, and in the archive <c>yolo</c>, <c>voc</c>, <c>svg</c>. For videos: <c>cutout</c>, <c>mask</c>. Default none.</param>
/// <param name="InputUrls">
/// Inputs in addition to the tasks: http or https addresses of pictures, which the job downloads, or data URIs of pictures; their items follow those of the tasks. Image only.
/// </param>
/// <param name="Cutout">How cut-outs are made; it implies the output <c>cutout</c>. Image only.</param>
/// <param name="Webhook">A receiver of the job's events, in addition to the account's endpoints; default none.</param>
/// <param name="Metadata">Up to 16 pairs of strings, which every webhook message repeats: names of 1–40, values of up to 200 characters.</param>
/// <param name="Retention">
/// How long the job, with everything stored for it, is kept after its end, <c>PT0S</c> to <c>P30D</c>; default as long as the service keeps jobs. <c>PT0S</c>: 15
/// minutes, or until a response to a client that waited has contained the whole result.
/// </param>
/// <param name="Model">The name of an added network that answers in place of the operator's choice for its kind of prompt, or <c>built-in</c> for the networks that come with the service; default the operator's choice.</param>
internal sealed record OwnFields(
    [property: JsonPropertyName("negativePrompts"), NotWith(nameof(CreateJobRequest.Type), JobTypes.Video, JobTypes.ImageOnly)]
    IReadOnlyList<string> NegativePrompts,
    [property: JsonPropertyName("points")] IReadOnlyList<PointItem> Points,
    [property: JsonPropertyName("boxes")] IReadOnlyList<BoxItem> Boxes,
    [property: JsonPropertyName("subject"), NotWith(nameof(CreateJobRequest.Type), JobTypes.Video, JobTypes.ImageOnly)] bool Subject,
    [property: JsonPropertyName("edgeOffset"), NotWith(nameof(CreateJobRequest.Type), JobTypes.Video, JobTypes.ImageOnly)] double EdgeOffset,
    [property: JsonPropertyName("outputs")] IReadOnlyList<string> Outputs,
    [property: JsonPropertyName("inputUrls"), NotWith(nameof(CreateJobRequest.Type), JobTypes.Video, JobTypes.ImageOnly)] IReadOnlyList<string> InputUrls,
    [property: JsonPropertyName("exemplars"), NotWith(nameof(CreateJobRequest.Type), JobTypes.Video, JobTypes.ImageOnly)] IReadOnlyList<ExemplarItem> Exemplars,
    [property: JsonPropertyName("webhook")] JobWebhookRequest? Webhook = null,
    [property: JsonPropertyName("metadata")] IReadOnlyDictionary<string, string>? Metadata = null,
    [property: JsonPropertyName("cutout"), NotWith(nameof(CreateJobRequest.Type), JobTypes.Video, JobTypes.ImageOnly)] CutoutRequest? Cutout = null,
    [property: JsonPropertyName("retention")] string? Retention = null,
    [property: JsonPropertyName("candidates"), NotWith(nameof(CreateJobRequest.Type), JobTypes.Video, JobTypes.ImageOnly)] bool Candidates = false,
    [property: JsonPropertyName("model")] string? Model = null)
    : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var (boxes, number) = (WireShape.NameOf<OwnFields>(nameof(Boxes)), WireShape.NameOf<BoxItem>(nameof(BoxItem.Object)));
        if (WebhookRules.FindMetadataFault(Metadata) is { } fault)
        {
            yield return new ValidationResult(fault, [WireShape.NameOf<OwnFields>(nameof(Metadata))]);
        }

        if (Retention is not null && SegmentationApiRetention.Find(Retention) is null)
        {
            yield return new ValidationResult(SegmentationApiRetention.Rule, [WireShape.NameOf<OwnFields>(nameof(Retention))]);
        }

        if (Candidates && !Points.GroupBy(point => point.Object).Any(marks => marks.Count() == 1 && !(marks.Key is { } key && Boxes.Any(box => box.Object == key))))
        {
            yield return new ValidationResult("needs an object that a single point marks", [WireShape.NameOf<OwnFields>(nameof(Candidates))]);
        }

        var taken = new Dictionary<(long Object, long Frame), int>();
        foreach (var (i, box) in Boxes.Index())
        {
            if (box.Object is { } value && !taken.TryAdd((value, box.Frame ?? 0), i))
            {
                yield return new ValidationResult($"repeats {boxes}[{taken[(value, box.Frame ?? 0)]}].{number}", [$"{boxes}[{i}].{number}"]);
            }
        }
    }

    /// <summary>The paths of the <c>frame</c> fields that were sent.</summary>
    public IEnumerable<string> FindMarksWithFrame() =>
    [
        .. Points.Index().Where(point => point.Item.Frame is not null)
            .Select(point => $"{WireShape.NameOf<OwnFields>(nameof(Points))}[{point.Index}].{WireShape.NameOf<PointItem>(nameof(PointItem.Frame))}"),
        .. Boxes.Index().Where(box => box.Item.Frame is not null)
            .Select(box => $"{WireShape.NameOf<OwnFields>(nameof(Boxes))}[{box.Index}].{WireShape.NameOf<BoxItem>(nameof(BoxItem.Frame))}"),
    ];
}

/// <summary>The range of a mark's frame.</summary>
internal static class FrameRules
{
    public const int Last = int.MaxValue;
    public const string Message = "must be a whole number from 0 to 2147483647";
}

/// <param name="Label">1: the object covers it (the default); 0: it does not.</param>
/// <param name="Object">Any whole number.</param>
/// <param name="Frame">The frame of the video that the point is on: its index among the decoded frames, default 0. It is always processed.</param>
internal sealed record PointItem(
    [property: JsonPropertyName("label"), AllowedValues(null, 0L, 1L, ErrorMessage = "must be 0 or 1")] long? Label,
    [property: JsonPropertyName("x"), JsonRequired] double X,
    [property: JsonPropertyName("y"), JsonRequired] double Y,
    [property: JsonPropertyName("object")] long? Object,
    [property: JsonPropertyName("frame"), Range(0.0, FrameRules.Last, ErrorMessage = FrameRules.Message)] long? Frame = null);

/// <param name="X1">Left.</param>
/// <param name="Y1">Top.</param>
/// <param name="X2">Right.</param>
/// <param name="Y2">Bottom.</param>
/// <param name="Object">Any whole number that no other box of the same frame has.</param>
/// <param name="Frame">The frame of the video that the box is on: its index among the decoded frames, default 0. It is always processed.</param>
internal sealed record BoxItem(
    [property: JsonPropertyName("x1"), JsonRequired] double X1,
    [property: JsonPropertyName("y1"), JsonRequired] double Y1,
    [property: JsonPropertyName("x2"), JsonRequired] double X2,
    [property: JsonPropertyName("y2"), JsonRequired] double Y2,
    [property: JsonPropertyName("object")] long? Object,
    [property: JsonPropertyName("frame"), Range(0.0, FrameRules.Last, ErrorMessage = FrameRules.Message)] long? Frame = null);

/// <param name="X1">Left.</param>
/// <param name="Y1">Top.</param>
/// <param name="X2">Right.</param>
/// <param name="Y2">Bottom.</param>
/// <param name="Label">1: an example of what to cut out (the default); 0: an example of what not to.</param>
internal sealed record ExemplarItem(
    [property: JsonPropertyName("x1"), JsonRequired] double X1,
    [property: JsonPropertyName("y1"), JsonRequired] double Y1,
    [property: JsonPropertyName("x2"), JsonRequired] double X2,
    [property: JsonPropertyName("y2"), JsonRequired] double Y2,
    [property: JsonPropertyName("label"), AllowedValues(null, 0L, 1L, ErrorMessage = "must be 0 or 1")] long? Label);
