using SegFunctions.Apis.Own;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Media;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>Describes what is wrong with a job in segmentationapi.com's terms; pure.</summary>
internal static class SegmentationApiFaults
{
    /// <summary>A broken rule of the job model, as a sentence that names this API's field.</summary>
    public static string ToSentence(JobFault fault, JobSpec spec) => fault is { Field: JobField.Prompts, Rule: JobRule.NotTooMany }
        ? ToSumSentence(fault, spec)
        : $"{FieldsOf(fault, spec)[0]} {ToClause(fault)}";

    /// <summary>The fields that the fault concerns; most messages name the first.</summary>
    public static IReadOnlyList<string> FieldsOf(JobFault fault, JobSpec spec) => fault.Field switch
    {
        JobField.Items => [fault.Index is { } item ? $"{NameOf(nameof(CreateJobRequest.Tasks))}[{item}]" : NameOf(nameof(CreateJobRequest.Tasks))],
        JobField.Prompts => fault.Index is { } prompt ? [SegmentationApiPrompts.NameOf(spec.Prompts, prompt)] : SegmentationApiPrompts.Fields,
        JobField.Exemplars => [WireShape.NameOf<OwnFields>(nameof(OwnFields.Exemplars)) + (fault.Index is { } box ? $"[{box}]" : string.Empty)],
        JobField.ScoreThreshold => [NameOf(spec.Video is null ? nameof(CreateJobRequest.Threshold) : nameof(CreateJobRequest.ScoreThreshold))],
        JobField.MaskThreshold => [NameOf(nameof(CreateJobRequest.MaskThreshold))],
        JobField.EdgeOffset => [WireShape.NameOf<OwnFields>(nameof(OwnFields.EdgeOffset))],
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    /// <param name="findFault">What is wrong with a receiver's address, or null.</param>
    public static IEnumerable<string> FindWebhookFaults(OwnFields request, Func<string, string?> findFault)
    {
        if (request.Webhook is { Url.Length: > 0 } webhook && findFault(webhook.Url) is { } fault)
        {
            yield return $"{WireShape.NameOf<OwnFields>(nameof(OwnFields.Webhook))}.{WireShape.NameOf<JobWebhookRequest>(nameof(webhook.Url))} {fault}";
        }
    }

    /// <param name="known">The network names that a job may request.</param>
    public static IEnumerable<string> FindModelFaults(OwnFields request, IReadOnlyList<string> known)
    {
        if (request.Model is { } model && !known.Contains(model, StringComparer.Ordinal))
        {
            yield return $"{WireShape.NameOf<OwnFields>(nameof(OwnFields.Model))} must be one of {string.Join(", ", known)}, not '{Shorten(model)}'";
        }
    }

    /// <summary>Refuses exemplars if the network that answers words is known to take none. For other networks only the worker can tell.</summary>
    /// <param name="faults">The faults of the request's form: exemplars that already have one get no second.</param>
    public static IEnumerable<string> FindExemplarFaults(OwnFields request, JobOptions limits, WireFaults faults)
    {
        var field = WireShape.NameOf<OwnFields>(nameof(OwnFields.Exemplars));
        if (request.Exemplars.Count > 0 && !limits.TakesAnyWord(request.Model) && !faults.Has(field))
        {
            yield return $"{field} need an added network of the kind sam3; the network that answers words here takes none";
        }
    }

    public static IEnumerable<string> FindFrameFaults(CreateJobRequest request, VideoOptions videos)
    {
        if (request.NumFrames > videos.MaxFrames)
        {
            yield return $"{NameOf(nameof(CreateJobRequest.NumFrames))} must be at most {videos.MaxFrames}";
        }
    }

    /// <param name="files">The uploaded file of each task; null for one that was never uploaded.</param>
    /// <param name="faults">The faults of the request's form: a task that already has one gets no second.</param>
    public static IEnumerable<string> FindUploadFaults(CreateJobRequest request, IReadOnlyList<UploadedFile?> files, MediaOptions media, WireFaults faults) =>
        request.Tasks
            .Select((task, i) => (Field: $"{NameOf(nameof(CreateJobRequest.Tasks))}[{i}]", Task: task, File: files[i]))
            .Where(upload => !faults.Has(upload.Field))
            .SelectMany(upload => FindUploadFaults(upload.Field, upload.Task, upload.File, request.IsVideo, media));

    /// <param name="field">The field that names the upload.</param>
    /// <param name="task">The name as given there.</param>
    /// <param name="file">The uploaded file; null if there is none.</param>
    public static IEnumerable<string> FindPictureFaults(string field, string task, UploadedFile? file, MediaOptions media) =>
        FindUploadFaults(field, task, file, isVideo: false, media);

    private static IEnumerable<string> FindUploadFaults(string field, string task, UploadedFile? upload, bool isVideo, MediaOptions media)
    {
        var name = $"{field} '{Shorten(task)}'";
        if (upload is not { } file)
        {
            yield return $"{name} was never uploaded";
        }
        else if (isVideo ? !MediaTypes.MayBeVideo(file.ContentType) : !MediaTypes.MayBePicture(file.ContentType))
        {
            yield return $"{name} is {file.ContentType}, not {(isVideo ? "a video" : "a picture")}";
        }
        else if (file.IsPacked)
        {
            yield return $"{name} was uploaded with a Content-Encoding; upload it without one";
        }
        else if (file.Bytes > media.MaxBytes(file.ContentType))
        {
            yield return $"{name} has {file.Bytes} bytes; the limit is {media.MaxBytes(file.ContentType)}";
        }
    }

    /// <summary>Too many prompts, which several fields may hold.</summary>
    private static string ToSumSentence(JobFault fault, JobSpec spec)
    {
        var fields = SegmentationApiPrompts.FieldsIn(spec.Prompts).ToList();
        var hint = spec.Prompts.Any(prompt => prompt is PointsPrompt) ? $"; marks of one object{(spec.Video is null ? string.Empty : " on one frame")} are one entry" : string.Empty;
        return $"{string.Join(" and ", fields)} must hold at most {fault.Bound} entries{(fields.Count > 1 ? " together" : string.Empty)}, not {fault.Actual}{hint}";
    }

    private static string NameOf(string property) => WireShape.NameOf<CreateJobRequest>(property);

    private static string ToClause(JobFault fault) => fault.Rule switch
    {
        JobRule.NotEmpty => fault.Field == JobField.Items ? $"must hold 1 to {fault.Bound} entries, not 0" : "must hold at least one non-empty phrase",
        JobRule.NotTooMany => fault.Field == JobField.Items
            ? $"must hold 1 to {fault.Bound} entries, not {fault.Actual}"
            : $"must hold at most {fault.Bound} entries, not {fault.Actual}",
        JobRule.NotRepeated => $"repeats entry {fault.Bound}",
        JobRule.NotOnlyNegative => "must say what to cut out, not only what to leave out",
        JobRule.NotTooLong => $"must have at most {fault.Bound} characters, not {fault.Actual}",
        JobRule.NoControlCharacters => "must not contain control characters",
        JobRule.HasForeground => "must have a point with the label 1",
        JobRule.HasLike => "must have a box with the label 1, or accompany a word",
        JobRule.NotTooManyPoints => $"must have at most {fault.Bound} points for one object, not {fault.Actual}",
        JobRule.WithinPicture => "must have coordinates between 0 and 1",
        JobRule.NotInsideOut => "must have x1 below x2 and y1 below y2",
        JobRule.Fraction => "must be between 0 and 1",
        JobRule.WithinBound => $"must be between -{fault.Bound} and {fault.Bound}",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    private static string Shorten(string text) => text.Length <= 100 ? text : text[..100] + "…";
}
