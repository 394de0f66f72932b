using SegFunctions.Accounts.Ledger;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Contract.Words;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Storage;
using SegFunctions.Submission;
using SegFunctions.Webhooks;
using SegFunctions.Webhooks.Signatures;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>Maps segmentationapi.com's records to the job model and back; pure.</summary>
internal static class SegmentationApiMapping
{
    public const string SingleMode = "single";
    public const string BatchMode = "batch";
    private const double DefaultThreshold = 0.5;
    private const string Paid = "paid";
    private const string Trial = "trial";

    /// <param name="request">Has passed validation.</param>
    public static UploadTicket ToTicket(PresignRequest request, string account) =>
        UploadTicket.Draw(account, MediaTypes.FindUploadable(request.ContentType) ?? throw new ArgumentException("The type cannot be uploaded.", nameof(request)));

    public static JobSpec ToSpec(CreateJobRequest request, string account, VideoOptions videos, DateTimeOffset now) => new(
        account,
        [.. request.Tasks.Select(task => new JobItem(task, UploadTicket.BlobOf(account, task)))],
        SegmentationApiPrompts.ToPrompts(request),
        request.IsVideo ? new InferenceOptions(request.ScoreThreshold ?? 0, Model: request.Own.Model) : ToOptions(request, account),
        now,
        Subscriptions: request.Own.Webhook is { } webhook ? [new Subscription(Subscription.Own, webhook.Wanted)] : null,
        Metadata: request.Own.Metadata is { Count: > 0 } metadata ? metadata : null)
    {
        Video = request.IsVideo ? ToVideo(request, videos) : null,
    };

    /// <returns>Null if the job has no receiver of its own.</returns>
    public static JobReceiver? ToReceiver(CreateJobRequest request) => request.Own.Webhook is { } webhook
        ? new JobReceiver(new Receiver(webhook.Url, webhook.Secret ?? WebhookSecret.Draw()), webhook.Secret is null)
        : null;

    /// <summary>The job that the route's <c>jobId</c> names, as <see cref="JobId.ToString()"/> spells it; null if it is not a job id.</summary>
    public static JobId? FindJobId(HttpRequest request) => JobId.TryParse(request.RouteText("jobId"), out var id) ? id : null;

    public static string ToWord(JobStatus status) => status switch
    {
        JobStatus.Queued or JobStatus.Staged => "queued",
        JobStatus.Running => "processing",
        JobStatus.Completed => "success",
        JobStatus.Failed or JobStatus.Canceled => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <param name="direct">The storage account's own address; null if direct uploads are off.</param>
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

    public static CreateJobResponse ToAccepted(JobId id, JobSpec spec, string? webhookSecret) =>
        new(id.ToString(), JobTypes.Of(spec.Video is not null), ToWord(JobStatus.Queued), spec.Items.Count, webhookSecret);

    /// <param name="anyWord">Whether every word is known.</param>
    public static DryRunResponse ToDryRun(JobSpec spec, JobEstimate estimate, bool anyWord) => new(
        JobTypes.Of(spec.Video is not null),
        spec.Items.Count,
        [
            .. spec.Prompts.OfType<TextPrompt>().Select(prompt => prompt.Text).Distinct(StringComparer.Ordinal)
                .Where(text => !anyWord && WordIndex.BuiltIn.Read(text) is null)
                .Select(text => new UnknownWordItem(text, WordIndex.BuiltIn.FindNearest(text))),
        ],
        new EstimateItem(estimate.Tokens, estimate.Time is { } time ? Math.Round(time.TotalSeconds, 1) : null));

    /// <param name="job">Has ended.</param>
    /// <param name="result">Null if the job has none.</param>
    public static EndedJobResponse ToEnded(Job job, string? webhookSecret, ResultResponse? result) => new(
        job.Id.ToString(),
        JobTypes.Of(job.Summary.IsVideo),
        ToWord(job.Status),
        job.Summary.ItemCount,
        webhookSecret,
        ErrorText(job.Status, job.Summary.Error),
        ToTasks(job),
        result);

    public static ListJobsResponse ToList(JobPage page) => new(
        [.. page.Jobs.Select(job => new JobListItem(
            job.Id.ToString(), JobTypes.Of(job.IsVideo), ToWord(job.Status), job.ItemCount, job.Created, job.Updated, ToMode(job), ErrorText(job.Status, job.Error)))],
        page.Next?.ToString());

    public static JobResponse ToJob(Job job) => new(
        job.Account,
        job.Id.ToString(),
        JobTypes.Of(job.Summary.IsVideo),
        ToWord(job.Status),
        ToMode(job.Summary),
        job.Summary.ItemCount,
        job.Summary.Created,
        job.Summary.Updated,
        ErrorText(job.Status, job.Summary.Error) ?? "",
        ToTasks(job),
        job.RetryOf);

    /// <param name="anyWord">Whether words that are not listed are known too.</param>
    public static WordsResponse ToWords(KnownWords known, bool anyWord) => new(
        [.. known.Classes.Select(entry => new WordItem(
            entry.Name, entry.Synonyms ?? [], entry.Kinds ?? [], entry.Networks.Names, entry.Networks.License, entry.Precision))],
        [.. known.Broader.Select(entry => new BroaderWordItem(entry.Words, entry.Classes))],
        anyWord);

    public static AccountResponse ToAccount(string account) => new(account, "", false, null, account, "active");

    /// <param name="maxOpenJobs">0 for no limit.</param>
    public static OverviewResponse ToOverview(AccountBalance balance, int maxOpenJobs, JobOptions limits) => new(
        balance.UsedLastDay,
        new BillingItem("active", null, null, null),
        new AccessItem(
            balance.Tokens switch { null => Paid, > 0 => Trial, _ => "blocked" },
            balance.Tokens switch { null => "paid_access", > 0 => "trial_active", _ => "trial_exhausted" },
            balance.Tokens is null or > 0,
            VideoAllowed: true,
            DownloadsAllowed: true,
            limits.MaxItems,
            maxOpenJobs == 0 ? null : maxOpenJobs),
        balance.Tokens is not { } left ? null : new TrialItem(
            "", left > 0 ? "active" : "exhausted", balance.Used + left, balance.Used, left, null, null, null, null));

    /// <summary>Null unless the job or item failed or was canceled.</summary>
    public static string? ErrorText(JobStatus status, JobError? error) => status == JobStatus.Canceled ? "Canceled." : error?.Message;

    private static IReadOnlyList<TaskStatusItem> ToTasks(Job job) =>
        [
        .. job.Items.Select(item => new TaskStatusItem(
            item.Name, ToWord(item.Status), ErrorText(item.Status, item.Error), item.Frames?.Processed, item.Frames?.All)),
    ];

    private static string ToMode(JobSummary job) => job.IsVideo ? JobTypes.Video : job.ItemCount == 1 ? SingleMode : BatchMode;

    private static InferenceOptions ToOptions(CreateJobRequest request, string account) => new(
        request.Threshold ?? DefaultThreshold,
        request.MaskThreshold ?? DefaultThreshold,
        request.GeneratePreview,
        request.Own.EdgeOffset,
        SegmentationApiPrompts.ToOutputs(request.Own),
        Cutout: request.Own.Cutout?.ToOptions(request.Own.Cutout.Background?.Task is { } task ? UploadTicket.BlobOf(account, task) : null),
        Model: request.Own.Model);

    /// <summary>The limit on frames lowers the number of evenly spaced frames; sampling at a rate stops when the limit is reached.</summary>
    private static VideoSpec ToVideo(CreateJobRequest request, VideoOptions videos)
    {
        var most = (int)Math.Min(request.MaxFrames ?? videos.MaxFrames, videos.MaxFrames);
        var sampling = request.NumFrames is { } frames
            ? new VideoSampling(null, (int)Math.Min(frames, most), most)
            : new VideoSampling(request.Fps ?? videos.DefaultFps, null, most);
        return new VideoSpec(sampling, SegmentationApiPrompts.ToFilms(request), request.Fps, request.NumFrames, request.MaxFrames);
    }
}

/// <param name="IsDrawn">Whether the service generated the secret, so that the client must be told.</param>
internal sealed record JobReceiver(Receiver Receiver, bool IsDrawn);
