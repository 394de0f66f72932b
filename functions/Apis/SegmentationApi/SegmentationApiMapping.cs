using System.Globalization;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Results;
using SegFunctions.Results.Archives;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>Between segmentationapi.com's records and the job model; pure.</summary>
internal static class SegmentationApiMapping
{
    public const string ImageType = "image";
    private const string ArchivedManifest = "output_manifest.json";
    private const int DefaultPage = 20;
    private const int MaxPage = 100;

    public static JobSpec ToSpec(CreateJobRequest request, string account, DateTimeOffset now)
    {
        var defaults = new InferenceOptions();
        return new JobSpec(
            account,
            [.. request.Tasks.Select(task => new JobItem(task, UploadTicket.BlobOf(account, task)))],
            [.. request.Prompts.Where(prompt => !string.IsNullOrWhiteSpace(prompt)).Select(prompt => new TextPrompt(prompt.Trim()))],
            new InferenceOptions(
                request.Threshold ?? defaults.ScoreThreshold, request.MaskThreshold ?? defaults.MaskThreshold, request.GeneratePreview),
            now);
    }

    /// <summary>A fault of the model's in this API's words.</summary>
    public static string ToSentence(JobFault fault)
    {
        var field = fault.Field switch
        {
            JobField.Items => "tasks",
            JobField.Prompts => "prompts",
            JobField.ScoreThreshold => "threshold",
            JobField.MaskThreshold => "maskThreshold",
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };
        return fault.Index is { } index ? $"{field}[{index}] {fault.Message}" : $"{field} {fault.Message}";
    }

    /// <param name="tasks">As the client named them.</param>
    /// <param name="uploadedTypes">For each task the media type that was uploaded, or null.</param>
    public static IEnumerable<string> FindUploadFaults(IReadOnlyList<string> tasks, IReadOnlyList<string?> uploadedTypes)
    {
        for (var i = 0; i < tasks.Count; i++)
        {
            if (uploadedTypes[i] is not { } type)
            {
                yield return $"tasks[{i}] '{Shorten(tasks[i])}' was never uploaded";
            }
            else if (!MediaTypes.MayBePicture(type))
            {
                yield return $"tasks[{i}] '{tasks[i]}' is {type}, not a picture";
            }
        }
    }

    /// <param name="limit">1–100; null for 20.</param>
    /// <param name="token">The last job of the page before; null for the first page.</param>
    /// <exception cref="RefusalException">Names every fault.</exception>
    public static (int Limit, JobId? After) ToPage(string? limit, string? token)
    {
        var count = DefaultPage;
        var validLimit = limit is null || (int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is >= 1 and <= MaxPage);
        var validToken = JobId.TryParse(token, out var after) || token is null;
        return validLimit && validToken ? (count, token is null ? null : after) : throw RefusalException.ForFaults(
        [
            .. validLimit ? Array.Empty<string>() : [$"limit must be a whole number from 1 to {MaxPage}"],
            .. validToken ? Array.Empty<string>() : ["nextToken is none that this server gave out"],
        ]);
    }

    public static string ToWord(JobStatus status) => status switch
    {
        JobStatus.Queued => "queued",
        JobStatus.Running => "processing",
        JobStatus.Completed => "success",
        JobStatus.Failed or JobStatus.Canceled => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    public static PresignResponse ToPresign(UploadTicket ticket, string uploadUrl, TimeSpan lifetime) =>
        new(uploadUrl, ticket.UploadId, Containers.Inputs, (int)lifetime.TotalSeconds);

    public static CreateJobResponse ToAccepted(JobId id, JobSpec spec) =>
        new(id.ToString(), ImageType, ToWord(JobStatus.Queued), spec.Items.Count);

    public static ListJobsResponse ToList(JobPage page) => new(
        [.. page.Jobs.Select(job => new JobListItem(
            job.Id.ToString(), ImageType, ToWord(job.Status), job.ItemCount, job.Created, job.Updated, ToMode(job.ItemCount), ErrorText(job.Status, job.Error)))],
        page.Next?.ToString());

    public static JobResponse ToJob(Job job) => new(
        job.Account,
        job.Id.ToString(),
        ImageType,
        ToWord(job.Status),
        ToMode(job.Summary.ItemCount),
        job.Summary.ItemCount,
        job.Summary.Created,
        job.Summary.Updated,
        ErrorText(job.Status, job.Summary.Error) ?? "",
        [.. job.Items.Select(item => new TaskStatusItem(item.Name, ToWord(item.Status), ErrorText(item.Status, item.Error)))]);

    /// <param name="toLink">From a stored file to the address where the client gets it.</param>
    public static ResultResponse ToResult(JobManifest manifest, Func<BlobReference, string> toLink, TimeSpan lifetime) => new(
        ToManifest(manifest),
        [.. ToFiles(manifest).Select(file => new AssetItem(file.Name, toLink(file.Source)))],
        (int)lifetime.TotalSeconds);

    public static ManifestResponse ToManifest(JobManifest manifest) => new(
        manifest.Account,
        manifest.JobId,
        ImageType,
        [.. manifest.Prompts.Select(ToText)],
        [.. manifest.Items.Select(item => ToItem(item, manifest))]);

    /// <summary>Every file of the job under the name that the manifest has for it.</summary>
    private static IEnumerable<ArchiveEntry> ToFiles(JobManifest manifest)
    {
        foreach (var item in manifest.Items)
        {
            for (var i = 0; i < item.Segments.Count; i++)
            {
                yield return new ArchiveEntry(MaskKey(item, i), item.Segments[i].Mask);
            }

            if (item.Preview is not null)
            {
                yield return new ArchiveEntry(PreviewKey(item), item.Preview);
            }
        }
    }

    public static ArchiveRequest ToArchive(JobManifest manifest) => new(
        manifest.Account,
        manifest.JobId,
        ArchivedManifest,
        BinaryData.FromObjectAsJson(ToManifest(manifest), SegmentationApiJson.Options),
        [.. ToFiles(manifest)]);

    public static DownloadResponse ToDownload(JobId id, ArchiveState state, Func<string> toLink) => state.Status switch
    {
        ArchiveStatus.Pending => new(id.ToString(), "pending", null, null, 2, null),
        ArchiveStatus.Building => new(id.ToString(), "processing", null, null, 5, null),
        ArchiveStatus.Ready => new(id.ToString(), "ready", state.Expires, toLink(), null, null),
        ArchiveStatus.Failed => new(id.ToString(), "failed", null, null, null, "The archive could not be built. Ask for it again."),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    private static ManifestItemResponse ToItem(ManifestItem item, JobManifest manifest) => new(
        item.Name,
        item.Name,
        item.Status == JobStatus.Completed ? 1 : 0,
        manifest.Generated,
        item.Preview is null ? null : PreviewKey(item),
        [.. item.Segments.Select((segment, i) => ToMask(segment, i, item, manifest))],
        ErrorText(item.Status, item.Error),
        item.UnansweredPrompts.Count == 0 ? null : item.UnansweredPrompts);

    private static MaskItem ToMask(ManifestSegment segment, int index, ManifestItem item, JobManifest manifest) => new(
        index,
        segment.Score,
        MaskKey(item, index),
        ToText(manifest.Prompts[segment.Prompt]),
        segment.Label,
        segment.Score,
        [segment.Box.X, segment.Box.Y, segment.Box.Width, segment.Box.Height],
        segment.Area);

    private static string MaskKey(ManifestItem item, int index) => $"masks/{item.Name}/{index}.png";

    private static string PreviewKey(ManifestItem item) => $"preview/{item.Name}.png";

    private static string ToText(Prompt prompt) => prompt is TextPrompt { Text: var text }
        ? text
        : throw new ArgumentOutOfRangeException(nameof(prompt), "This API takes words only.");

    private static string ToMode(int itemCount) => itemCount == 1 ? "single" : "batch";

    private static string? ErrorText(JobStatus status, JobError? error) => status == JobStatus.Canceled ? "Canceled." : error?.Message;

    private static string Shorten(string text) => text.Length <= 100 ? text : text[..100] + "…";
}
