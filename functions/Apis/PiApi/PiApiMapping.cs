using SegFunctions.Accounts.Ledger;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Results;
using SegFunctions.Webhooks;

namespace SegFunctions.Apis.PiApi;

/// <summary>Maps between PiAPI's records and the job model. Pure functions.</summary>
internal static class PiApiMapping
{
    public const long CreditsPerToken = 100_000;

    /// <summary>The provider's name in the vendor's lists.</summary>
    public const string Provider = "image_toolkit";

    private const decimal DollarsPerCredit = 0.0000001m;

    /// <summary>The largest number shown, and what an account without a balance has left: more than anyone spends, and still exact in JavaScript.</summary>
    private const long EndlessCredits = 1_000_000_000_000_000;

    public static TimeSpan TaskLifetime { get; } = TimeSpan.FromDays(30);

    public static TimeSpan OutputLifetime { get; } = TimeSpan.FromDays(3);

    /// <param name="input">A well-formed input.</param>
    /// <param name="item">The picture.</param>
    /// <param name="account">The job's owner.</param>
    /// <param name="price">Tokens per picture.</param>
    /// <param name="now">When it is accepted.</param>
    public static JobSpec ToSpec(TaskInputRequest input, JobItem item, string account, int price, DateTimeOffset now) => new(
        account,
        [item],
        [.. ToWords(input.Prompt, negative: false), .. ToWords(input.NegativePrompt, negative: true)],
        new InferenceOptions(EdgeOffset: input.SegmentFactor, Outputs: SegmentOutputs.Union, MustFind: true),
        now)
    {
        Terms = new JobTerms(price, TaskLifetime, OutputLifetime, PiApiSurface.Name),
    };

    /// <summary>The field of this API that a fault of the job model is about.</summary>
    public static string FieldOf(JobFault fault, JobSpec spec) => fault switch
    {
        { Field: JobField.EdgeOffset } => NameOf(nameof(TaskInputRequest.SegmentFactor)),
        { Field: JobField.Prompts, Index: { } index } when spec.Prompts[index] is TextPrompt { Negative: true } =>
            NameOf(nameof(TaskInputRequest.NegativePrompt)),
        _ => NameOf(nameof(TaskInputRequest.Prompt)),
    };

    /// <summary>Says what is wrong; completes a sentence that begins with the field.</summary>
    public static string ToClause(JobFault fault) => fault.Rule switch
    {
        JobRule.NotEmpty or JobRule.NotOnlyNegative => "must name something to cut out",
        JobRule.NotTooMany => $"and {NameOf(nameof(TaskInputRequest.NegativePrompt))} may have at most {fault.Bound} words together, not {fault.Actual}",
        JobRule.NotTooLong => $"may have words of at most {fault.Bound} characters, not {fault.Actual}",
        JobRule.NoControlCharacters => "must not contain control characters",
        JobRule.WithinBound => $"must be between -{fault.Bound} and {fault.Bound}",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    public static string ToWord(JobStatus status) => status switch
    {
        JobStatus.Staged => "staged",
        JobStatus.Queued => "pending",
        JobStatus.Running => "processing",
        JobStatus.Completed => "completed",
        JobStatus.Failed => "failed",
        JobStatus.Canceled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>Whether a task can be canceled: as long as no worker has taken it.</summary>
    public static bool MayBeCanceled(JobStatus status) => status is JobStatus.Staged or JobStatus.Queued;

    public static string ToTaskId(JobId id) => id.ToGuid().ToString();

    /// <param name="job">A job of this API.</param>
    /// <param name="kept">The job's request, except its webhook.</param>
    /// <param name="webhook">The request's webhook.</param>
    /// <param name="result">The item's result; null unless the job is completed and its results are still stored.</param>
    /// <param name="toLink">Returns the address where the client can download a stored file.</param>
    public static TaskItem ToTask(Job job, KeptTask kept, WebhookConfigItem webhook, ManifestItem? result, Func<BlobReference, string> toLink) => new(
        ToTaskId(job.Id),
        CreateTaskRequest.KnownModel,
        CreateTaskRequest.KnownType,
        ToWord(job.Status),
        new TaskConfigItem(kept.ServiceMode, webhook),
        new TaskInputItem(kept.File is null ? kept.Image : toLink(kept.File), kept.Prompt, kept.NegativePrompt, kept.SegmentFactor),
        result?.Union is { } union ? ToOutput(toLink(union.Cutout), toLink(union.Mask)) : null,
        new TaskMetaItem(
            job.Summary.Created,
            StartOf(job),
            job.Status.IsTerminal() ? job.Summary.Updated : DateTimeOffset.MinValue,
            new TaskUsageItem("llm", 0, job.Status is JobStatus.Failed or JobStatus.Canceled ? 0 : kept.Price * CreditsPerToken),
            false),
        null,
        result?.Notes ?? [],
        job.Summary.Error is { } error ? ToError(error) : new TaskErrorItem(0, "", "", null));

    public static WebhookConfigItem ToWebhook(Receiver receiver) => new(receiver.Url, receiver.Secret ?? "");

    public static AccountItem ToAccount(string account, AccountBalance balance)
    {
        var (available, used) = (balance.Tokens is { } tokens ? ToCredits(tokens) : EndlessCredits, ToCredits(balance.Used));
        var credits = new CreditsItem(available, used, available + used, 0, 0, 0);
        return new AccountItem(account, account, account, account, "self-hosted", "", true, credits, available * DollarsPerCredit);
    }

    /// <param name="tasks">Open ones, oldest first.</param>
    public static IReadOnlyDictionary<string, ActiveTasksItem> ToActiveTasks(IReadOnlyList<Job> tasks) => new Dictionary<string, ActiveTasksItem>
    {
        [Provider] = new(
            tasks.Count(task => task.Status == JobStatus.Staged),
            tasks.Count(task => task.Status == JobStatus.Queued),
            tasks.Count(task => task.Status == JobStatus.Running),
            [.. tasks.Select(task => ToTaskId(task.Id))]),
    };

    private static long ToCredits(long tokens) => Math.Min(tokens, EndlessCredits / CreditsPerToken) * CreditsPerToken;

    private static string NameOf(string property) => $"input.{WireShape.NameOf<TaskInputRequest>(property)}";

    private static TaskOutputItem ToOutput(string cutout, string mask) => new(cutout, [cutout, mask]);

    /// <summary>Known at a task's end: the last update of a running one may be the end of its work.</summary>
    private static DateTimeOffset StartOf(Job job) => job.Summary.Started ?? DateTimeOffset.MinValue;

    /// <summary>The code is the HTTP status that the request would have had if the error had been known at once.</summary>
    private static TaskErrorItem ToError(JobError error) => new(
        error.Code switch
        {
            JobErrorCode.InputMissing or JobErrorCode.InputFetchFailed or JobErrorCode.InputTypeUnsupported or JobErrorCode.InputTooLarge
                or JobErrorCode.InputCorrupt or JobErrorCode.PromptOutsideVocabulary or JobErrorCode.NothingFound => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status500InternalServerError,
        },
        error.Message,
        error.Message,
        null);

    private static IEnumerable<Prompt> ToWords(string list, bool negative) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(word => new TextPrompt(word, negative));
}
