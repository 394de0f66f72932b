using SegFunctions.Accounts.Ledger;
using SegFunctions.Archives;
using SegFunctions.Contract;
using SegFunctions.Contract.Words;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Results;
using SegFunctions.Storage;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>Between segmentationapi.com's records and the job model; pure.</summary>
internal static class SegmentationApiMapping
{
    public const string ManifestName = "output_manifest.json";
    public const string SingleMode = "single";
    public const string BatchMode = "batch";
    private const double DefaultThreshold = 0.5;
    private const string Paid = "paid";
    private const string Trial = "trial";

    /// <param name="request">Without faults.</param>
    public static UploadTicket ToTicket(PresignRequest request, string account) =>
        UploadTicket.Draw(account, MediaTypes.FindUploadable(request.ContentType) ?? throw new ArgumentException("The type cannot be uploaded.", nameof(request)));

    public static JobSpec ToSpec(CreateJobRequest request, string account, DateTimeOffset now) => new(
        account,
        [.. request.Tasks.Select(task => new JobItem(task, UploadTicket.BlobOf(account, task)))],
        SegmentationApiPrompts.ToPrompts(request),
        new InferenceOptions(
            request.Threshold ?? DefaultThreshold,
            request.MaskThreshold ?? DefaultThreshold,
            request.GeneratePreview,
            request.Own.EdgeOffset,
            SegmentationApiPrompts.ToOutputs(request.Own)),
        now);

    /// <summary>The job that the route's <c>jobId</c> names, as <see cref="JobId.ToString()"/> spells it; null when it names none.</summary>
    public static JobId? FindJobId(HttpRequest request) => JobId.TryParse(request.RouteText("jobId"), out var id) ? id : null;

    /// <summary>A fault of the model's in this API's words.</summary>
    public static string ToSentence(JobFault fault, JobSpec spec) => $"{FieldsOf(fault, spec)[0]} {ToClause(fault)}";

    /// <summary>The fields that the fault is in, the one to be named first.</summary>
    public static IReadOnlyList<string> FieldsOf(JobFault fault, JobSpec spec) => fault.Field switch
    {
        JobField.Items => [fault.Index is { } item ? $"{NameOf(nameof(CreateJobRequest.Tasks))}[{item}]" : NameOf(nameof(CreateJobRequest.Tasks))],
        JobField.Prompts => fault.Index is { } prompt ? [SegmentationApiPrompts.NameOf(spec.Prompts, prompt)] : SegmentationApiPrompts.Fields,
        JobField.ScoreThreshold => [NameOf(nameof(CreateJobRequest.Threshold))],
        JobField.MaskThreshold => [NameOf(nameof(CreateJobRequest.MaskThreshold))],
        JobField.EdgeOffset => [WireShape.NameOf<OwnFields>(nameof(OwnFields.EdgeOffset))],
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    /// <param name="findFault">What is wrong with an address, or null.</param>
    public static IEnumerable<string> FindUrlFaults(OwnFields request, Func<string, string?> findFault) => request.InputUrls.Index()
        .Select(url => findFault(url.Item) is { } fault ? $"{WireShape.NameOf<OwnFields>(nameof(OwnFields.InputUrls))}[{url.Index}] {fault}" : null)
        .OfType<string>();

    /// <param name="files">For each task what was uploaded, or null.</param>
    public static IEnumerable<string> FindUploadFaults(CreateJobRequest request, IReadOnlyList<UploadedFile?> files, MediaOptions media)
    {
        for (var i = 0; i < request.Tasks.Count; i++)
        {
            var task = $"{NameOf(nameof(CreateJobRequest.Tasks))}[{i}] '{Shorten(request.Tasks[i])}'";
            if (files[i] is not { } file)
            {
                yield return $"{task} was never uploaded";
            }
            else if (request.IsVideo ? !MediaTypes.MayBeVideo(file.ContentType) : !MediaTypes.MayBePicture(file.ContentType))
            {
                yield return $"{task} is {file.ContentType}, not {(request.IsVideo ? "a video" : "a picture")}";
            }
            else if (file.IsPacked)
            {
                yield return $"{task} was uploaded with a Content-Encoding; send it as it is";
            }
            else if (file.Bytes > media.MaxBytes(file.ContentType))
            {
                yield return $"{task} has {file.Bytes} bytes, and {media.MaxBytes(file.ContentType)} are the most";
            }
        }
    }

    public static string ToWord(JobStatus status) => status switch
    {
        JobStatus.Queued => "queued",
        JobStatus.Running => "processing",
        JobStatus.Completed => "success",
        JobStatus.Failed or JobStatus.Canceled => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <param name="direct">The storage account's own address; null where there is none.</param>
    public static PresignResponse ToPresign(UploadTicket ticket, string uploadUrl, Uri? direct, TimeSpan lifetime) => new(
        uploadUrl,
        ticket.UploadId,
        Containers.Inputs,
        (int)lifetime.TotalSeconds,
        direct is null ? null : new DirectUploadItem(direct.AbsoluteUri, new Dictionary<string, string>
        {
            ["Content-Type"] = ticket.ContentType,
            ["x-ms-blob-type"] = "BlockBlob",
        }));

    public static CreateJobResponse ToAccepted(JobId id, JobSpec spec) =>
        new(id.ToString(), JobTypes.Image, ToWord(JobStatus.Queued), spec.Items.Count);

    public static ListJobsResponse ToList(JobPage page) => new(
        [.. page.Jobs.Select(job => new JobListItem(
            job.Id.ToString(), JobTypes.Image, ToWord(job.Status), job.ItemCount, job.Created, job.Updated, ToMode(job.ItemCount), ErrorText(job.Status, job.Error)))],
        page.Next?.ToString());

    public static JobResponse ToJob(Job job) => new(
        job.Account,
        job.Id.ToString(),
        JobTypes.Image,
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
        JobTypes.Image,
        [.. SegmentationApiPrompts.WantedOf(manifest.Prompts)],
        [.. manifest.Items.Select(item => ToItem(item, manifest))],
        SegmentationApiPrompts.ExcludedOf(manifest.Prompts) is { Count: > 0 } excluded ? excluded : null);

    /// <summary>Every file of the job under the name that the manifest has for it.</summary>
    public static IEnumerable<ArchiveEntry> ToFiles(JobManifest manifest)
    {
        foreach (var item in manifest.Items)
        {
            foreach (var (i, segment) in item.Segments.Index())
            {
                yield return new ArchiveEntry(MaskKey(item, i), segment.Mask);
                if (segment.Cutout is not null)
                {
                    yield return new ArchiveEntry(CutoutKey(item, i), segment.Cutout);
                }
            }

            foreach (var (key, file) in new[] { (PreviewKey(item), item.Preview), (RleKey(item), item.Rles), (PolygonsKey(item), item.Polygons) })
            {
                if (file is not null)
                {
                    yield return new ArchiveEntry(key, file);
                }
            }
        }
    }

    public static ArchiveRequest ToArchive(JobManifest manifest) => new(
        manifest.Account,
        manifest.JobId,
        ManifestName,
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

    public static WordsResponse ToWords(KnownWords known) => new(
        [.. known.Classes.Select(entry => new WordItem(entry.Name, entry.Synonyms ?? [], entry.Kinds ?? []))],
        [.. known.Broader.Select(entry => new BroaderWordItem(entry.Words, entry.Classes))]);

    public static AccountResponse ToAccount(string account) => new(account, "", false, null, account, "active");

    /// <param name="maxOpenJobs">0 for no limit.</param>
    public static OverviewResponse ToOverview(AccountBalance balance, int maxOpenJobs, JobLimits limits) => new(
        balance.UsedLastDay,
        new BillingItem("active", null, null, null),
        new AccessItem(
            balance.Tokens switch { null => Paid, > 0 => Trial, _ => "blocked" },
            balance.Tokens switch { null => "paid_access", > 0 => "trial_active", _ => "trial_exhausted" },
            balance.Tokens is null or > 0,
            VideoAllowed: false,
            DownloadsAllowed: true,
            limits.MaxItems,
            maxOpenJobs == 0 ? null : maxOpenJobs),
        balance.Tokens is not { } left ? null : new TrialItem(
            "", left > 0 ? "active" : "exhausted", balance.Used + left, balance.Used, left, null, null, null, null));

    private static string NameOf(string property) => WireShape.NameOf<CreateJobRequest>(property);

    private static string ToClause(JobFault fault) => fault.Rule switch
    {
        JobRule.NotEmpty => fault.Field == JobField.Items ? $"must hold 1 to {fault.Bound} entries, not 0" : "must hold at least one non-empty phrase",
        JobRule.NotTooMany => fault.Field == JobField.Items
            ? $"must hold 1 to {fault.Bound} entries, not {fault.Actual}"
            : $"must hold at most {fault.Bound} entries, not {fault.Actual}",
        JobRule.NotRepeated => $"repeats entry {fault.Bound}",
        JobRule.NotOnlyNegative => "must say what to cut out, not only what not to",
        JobRule.NotTooLong => $"must have at most {fault.Bound} characters, not {fault.Actual}",
        JobRule.NoControlCharacters => "must not contain control characters",
        JobRule.HasForeground => "must have a point with the label 1",
        JobRule.NotTooManyPoints => $"must have at most {fault.Bound} points for one object, not {fault.Actual}",
        JobRule.WithinPicture => "must have coordinates between 0 and 1",
        JobRule.NotInsideOut => "must have x1 below x2 and y1 below y2",
        JobRule.Fraction => "must be between 0 and 1",
        JobRule.WithinBound => $"must be between -{fault.Bound} and {fault.Bound}",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    private static ManifestItemResponse ToItem(ManifestItem item, JobManifest manifest) => new(
        item.Name,
        item.Name,
        item.Status == JobStatus.Completed ? 1 : 0,
        manifest.Generated,
        item.Preview is null ? null : PreviewKey(item),
        [.. item.Segments.Select((segment, i) => ToMask(segment, i, item, manifest))],
        ErrorText(item.Status, item.Error),
        item.UnansweredPrompts.Count == 0 ? null : item.UnansweredPrompts,
        item.Notes is { Count: > 0 } ? item.Notes : null,
        item.Rles is null ? null : RleKey(item),
        item.Polygons is null ? null : PolygonsKey(item));

    private static MaskItem ToMask(ManifestSegment segment, int index, ManifestItem item, JobManifest manifest) => new(
        index,
        segment.Score,
        MaskKey(item, index),
        SegmentationApiPrompts.ToText(manifest.Prompts[segment.Prompt]),
        segment.Prompt,
        segment.Label,
        segment.Score,
        [segment.Box.X, segment.Box.Y, segment.Box.Width, segment.Box.Height],
        segment.Area,
        segment.Cutout is null ? null : CutoutKey(item, index));

    private static string MaskKey(ManifestItem item, int index) => $"masks/{item.Name}/{index}.png";

    private static string CutoutKey(ManifestItem item, int index) => $"cutouts/{item.Name}/{index}.png";

    private static string PreviewKey(ManifestItem item) => $"preview/{item.Name}.png";

    private static string RleKey(ManifestItem item) => $"rle/{item.Name}.json";

    private static string PolygonsKey(ManifestItem item) => $"polygons/{item.Name}.json";

    private static string ToMode(int itemCount) => itemCount == 1 ? SingleMode : BatchMode;

    private static string? ErrorText(JobStatus status, JobError? error) => status == JobStatus.Canceled ? "Canceled." : error?.Message;

    private static string Shorten(string text) => text.Length <= 100 ? text : text[..100] + "…";
}
