using System.Text.Json;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;
using SegFunctions.Orchestrations.Videos;
using SegFunctions.Webhooks;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Tests.Orchestrations.Histories;

/// <summary>A course that an orchestration can take, step by step. Its history is kept after each step, and all later code must be able to follow it.</summary>
/// <param name="Name">Used in file names.</param>
/// <param name="Orchestrator">A name of <see cref="FunctionNames"/>.</param>
/// <param name="Input">The input of the orchestration.</param>
/// <param name="Steps">What happens to it from outside. It ends after the last one, unless an activity hangs.</param>
internal sealed record HistoryScenario(string Name, string Orchestrator, object Input, params HistoryStep[] Steps)
{
    /// <summary>Longer than the pause between two attempts at a delivery.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ItemDeadline = TimeSpan.FromMinutes(10);
    private static readonly string Other = JobId.At(Specs.Now, 8).ToString();
    private static readonly VideoProbe Probe = new(640, 480, 2, 30, Frames: 10, Chunks: 2, ChunkFrames: 5, Pieces: 1);

    /// <summary>What an activity returns, by name and input.</summary>
    public Func<string, JsonElement, object?> Activity { get; init; } = (name, _) => name switch
    {
        FunctionNames.FindMissingResults => Array.Empty<int>(),
        FunctionNames.EndJob => new JobEnd([], null),
        _ => null,
    };

    /// <summary>How often the first item's dispatch fails during recording.</summary>
    public int FailedDispatches { get; init; }

    /// <summary>An activity that never returns during recording, so that the last file is of a job with work in progress.</summary>
    public string? Hanging { get; init; }

    /// <summary>How each video of a job ends, at once. Its own steps are covered by another scenario.</summary>
    public VideoOutcome? VideoEnd { get; init; }

    /// <summary>The job's status at the end; for a delivery, whether it arrived.</summary>
    public object Outcome { get; init; } = JobStatus.Completed;

    public static IReadOnlyList<HistoryScenario> All { get; } =
    [
        Job("completed", Raise(Started(0), Started(1)), Raise(Succeeded(0)), Raise(Succeeded(1))),
        Job("failed-item", Raise(Failed(0), Succeeded(1))),
        Job("canceled", Raise(Succeeded(0)), new(EventNames.Cancel)) with { Outcome = JobStatus.Canceled },
        Job("deadline", new(Advance: ItemDeadline), new(Advance: ItemDeadline)) with { Outcome = JobStatus.Failed },
        Job("results-missing", Raise(Succeeded(0), Succeeded(1)), Raise(Succeeded(0, attempt: 1))) with { Activity = MissingOnce },
        Job("queue-down", new(Advance: TimeSpan.FromSeconds(1)), new(Advance: TimeSpan.FromSeconds(2)), Raise(Succeeded(0), Succeeded(1))) with { FailedDispatches = 2 },
        Staged("staged", new TurnTaken(true, Other), Raise(Succeeded(0), Succeeded(1))),
        Staged("staged-canceled", new TurnTaken(false, null), new(EventNames.Turn, ""), new(EventNames.Cancel)) with { Outcome = JobStatus.Canceled },
        Video("video", Raise(Done("probe", probe: Probe)), Raise(Done("segment-0", new VideoWork(5, 5000))), Raise(Done("segment-1")), Raise(Done("join"))),
        VideoInParts("video-in-parts"),
        Video("video-canceled", Raise(Done("probe", probe: Probe)), new(EventNames.Cancel, "")) with { Outcome = JobStatus.Canceled },
        Videos("job-of-videos") with { Hanging = FunctionNames.EndJob },
        Told("webhook", Raise(Started(0), Started(1)), Raise(Succeeded(0)), Raise(Failed(1))),
        Told("webhook-canceled", Raise(Succeeded(0)), new(EventNames.Cancel)) with { Outcome = JobStatus.Canceled },
        Delivery("delivery", new(Advance: Pause), new(Advance: Pause)),
        Delivery("delivery-in-vain", [.. Enumerable.Repeat(new HistoryStep(Advance: Pause), DeliveryPlan.ThreeTries.Attempts() - 1)]) with
        {
            Activity = (_, _) => new AttemptResult(AttemptKind.Failed, null, 0.5),
            Outcome = false,
        },
        Job("manifest-under-way", Raise(Succeeded(0), Succeeded(1))) with { Hanging = FunctionNames.EndJob },
    ];

    public static HistoryScenario Get(string name) => All.Single(scenario => scenario.Name == name);

    private static HistoryScenario Job(string name, params HistoryStep[] steps) =>
        new(name, FunctionNames.RunJob, Start(Specs.Create(2)), steps);

    /// <summary>A job with notifications: to its own receiver, which also gets items, and to one of the account's.</summary>
    private static HistoryScenario Told(string name, params HistoryStep[] steps)
    {
        var all = Enum.GetValues<WebhookEvents>().Aggregate((sum, one) => sum | one);
        var spec = Specs.Create(2) with { Subscriptions = [new(Subscription.Own, all), new("ep_0123456789abcdef", WebhookEvents.JobCompleted)] };
        return new(name, FunctionNames.RunJob, Start(spec), steps);
    }

    /// <summary>A job of two videos, one after the other.</summary>
    private static HistoryScenario Videos(string name)
    {
        var spec = Specs.Create(2) with { Video = new VideoSpec(new VideoSampling(5, null, 100), VideoFiles.None) };
        var input = Start(spec) with { Pace = new VideoPace(TimeSpan.FromSeconds(20), 16, VideosAtOnce: 1) };
        return new(name, FunctionNames.RunJob, input) { VideoEnd = new VideoOutcome(JobStatus.Completed, null, 30) };
    }

    /// <summary>A message whose first two delivery attempts fail.</summary>
    private static HistoryScenario Delivery(string name, params HistoryStep[] steps)
    {
        var message = new WebhookMessage("acct", Other, WebhookEvents.JobCompleted, 2, Specs.Now, JobStatus.Completed, 2);
        var input = new DeliveryInput(DeliveryKey.Of(message, Subscription.Own), message, null, DeliveryPlan.ThreeTries);
        return new(name, WebhookFunctionNames.DeliverWebhook, input, steps)
        {
            Activity = (_, attempt) => new AttemptResult(attempt.GetProperty("Failed").GetInt32() < 2 ? AttemptKind.Failed : AttemptKind.Delivered, null, 0.5),
            Outcome = true,
        };
    }

    /// <param name="turn">The answer whenever it asks.</param>
    private static HistoryScenario Staged(string name, TurnTaken turn, params HistoryStep[] steps) =>
        new(name, FunctionNames.RunJob, Start(Specs.Create(2)) with { StagedAbove = 1 }, steps)
        {
            Activity = (activity, _) => activity switch
            {
                FunctionNames.FindMissingResults => Array.Empty<int>(),
                FunctionNames.TakeTurn => turn,
                FunctionNames.SettleTokens => Other,
                FunctionNames.EndJob => new JobEnd([], Other),
                _ => null,
            },
        };

    private static HistoryScenario Video(string name, params HistoryStep[] steps)
    {
        var spec = Specs.Create(1) with { Video = new VideoSpec(new VideoSampling(5, null, 100), VideoFiles.None) };
        var (folder, marker) = (new BlobReference("results", $"acct/{Specs.JobId}/items/0/0"), new BlobReference("results", $"acct/{Specs.JobId}/canceled"));
        var input = new VideoInput(Other, new ItemAttempt(0, 0), spec, folder, marker, ItemDeadline, new VideoPace(TimeSpan.FromSeconds(20), 16, 4));
        return new(name, FunctionNames.RunVideo, input, steps)
        {
            Activity = (activity, _) => activity switch
            {
                FunctionNames.SetTokensAside => new TokensSetAside(true, 9, null),
                FunctionNames.WriteVideoPlan => new VideoPlan([new VideoSegment(0, VideoMode.Words, 0, 0), new VideoSegment(1, VideoMode.Words, 1, 1)]),
                _ => null,
            },
        };
    }

    /// <summary>A worker runs out of time in the second segment.</summary>
    private static HistoryScenario VideoInParts(string name)
    {
        var segment = new VideoSegment(1, VideoMode.Words, 1, 2);
        var scenario = Video(
            name,
            Raise(Done("probe", probe: Probe with { Frames = 15, Chunks = 3 })),
            Raise(Done("segment-0", new VideoWork(5, 5000))),
            Raise(Done("segment-1", rest: segment.RestAfter(1))),
            Raise(Done("segment-1.1")),
            Raise(Done("join")));
        return scenario with
        {
            Activity = (activity, input) =>
                activity == FunctionNames.WriteVideoPlan ? new VideoPlan([new VideoSegment(0, VideoMode.Words, 0, 0), segment]) : scenario.Activity(activity, input),
        };
    }

    private static JobInput Start(JobSpec spec) => new(spec, ItemDeadline, Version: JobInput.CurrentVersion);

    private static InferenceUpdate Done(string step, VideoWork? work = null, VideoProbe? probe = null, VideoSegment? rest = null) =>
        new(Other, 0, 0, InferenceState.Succeeded, Video: new VideoUpdate(step, probe, work, rest));

    private static HistoryStep Raise(params InferenceUpdate[] updates) => new(EventNames.Updates, updates);

    private static InferenceUpdate Started(int item) => new(Specs.JobId.ToString(), item, 0, InferenceState.Started);

    private static InferenceUpdate Succeeded(int item, int attempt = 0) =>
        new(Specs.JobId.ToString(), item, attempt, InferenceState.Succeeded, new BlobReference("results", $"acct/{Specs.JobId}/items/{item}/{attempt}/segments.json"));

    private static InferenceUpdate Failed(int item) =>
        new(Specs.JobId.ToString(), item, 0, InferenceState.Failed, Error: new InferenceError(InferenceErrorCode.InputCorrupt, "Truncated."));

    private static object? MissingOnce(string name, JsonElement input) => name switch
    {
        FunctionNames.FindMissingResults => FindMissing(input.GetProperty("Winners").EnumerateArray().Select(winner => (Item(winner), Attempt(winner)))),
        FunctionNames.EndJob => new JobEnd(FindMissing(input.GetProperty(nameof(TerminalJob.Outcome)).GetProperty(nameof(JobOutcome.Items)).EnumerateArray().Select((item, i) => (i, Attempt(item)))), null),
        _ => null,
    };

    private static int[] FindMissing(IEnumerable<(int Item, int Attempt)> winners) => winners.Contains((0, 0)) ? [0] : [];

    private static int Item(JsonElement winner) => winner.GetProperty("Item").GetInt32();

    private static int Attempt(JsonElement winner) => winner.GetProperty("Attempt").GetInt32();
}
