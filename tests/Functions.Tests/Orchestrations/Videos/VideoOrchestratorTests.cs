using Microsoft.DurableTask;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;
using SegFunctions.Orchestrations.Videos;

namespace SegFunctions.Tests.Orchestrations.Videos;

public sealed class VideoOrchestratorTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);
    private static readonly string Job = Specs.JobId.ToString();
    private static readonly VideoProbe Probe = new(640, 480, 10, 30, Frames: 50, Chunks: 10, ChunkFrames: 5, Pieces: 3);

    private ScriptedContext _context = null!;
    private Task<VideoOutcome> _video = null!;
    private long? _tokensLeft;
    private bool _queueIsDown;

    public VideoOrchestratorTests() => Start(new VideoSpec(new VideoSampling(5, null, 100), VideoFiles.None));

    private IEnumerable<string> Sent => Requests.Select(request => request.Video!.Name + (request.Repeat == 0 ? "" : $" again"));

    private IEnumerable<InferenceRequest> Requests =>
        _context.CallsOf<DispatchItemInput>(FunctionNames.DispatchItem).Select(call => call.Request);

    [Fact]
    public async Task A_video_is_probed_measured_planned_followed_and_joined()
    {
        Assert.Equal(["probe"], Sent);
        Raise(Done("probe", Probe));
        Assert.Equal(["probe", "segment-0"], Sent);
        Raise(Done("segment-0", work: new VideoWork(5, 5000)));
        Assert.Equal(["probe", "segment-0", "segment-1", "segment-2", "segment-3"], Sent);
        Raise(Done("segment-3"), Done("segment-1"));
        Raise(Done("segment-2"));
        Assert.Equal(new JoinStep(VideoFiles.None), Requests.Last().Video);
        Raise(Done("join"));

        Assert.Equal(new VideoOutcome(JobStatus.Completed, null, 50), await _video);
        Assert.Equal(
            [FunctionNames.SetTokensAside, FunctionNames.WriteVideoPlan],
            _context.Calls.Select(call => call.Name).Where(name => name != FunctionNames.DispatchItem));
        Assert.Equal(new SetTokensAsideInput("acct", Job, 2, 49), _context.CallsOf<SetTokensAsideInput>(FunctionNames.SetTokensAside).Single());
        Assert.Equal(0, _context.OpenTimers);
    }

    [Fact]
    public void A_request_names_the_items_own_folder_and_the_jobs_marker()
    {
        var request = Requests.Single();

        Assert.Equal((Job, 2, 0), (request.JobId, request.Item, request.Attempt));
        Assert.Equal(new BlobReference("results", $"acct/{Job}/items/2/0"), request.Results);
        Assert.Equal(new BlobReference("results", $"acct/{Job}/canceled"), request.CancelMarker);
        Assert.Equal(new ProbeStep(new VideoSampling(5, null, 100)), request.Video);
    }

    [Fact]
    public async Task Films_are_rendered_in_pieces_and_put_together()
    {
        Start(new VideoSpec(new VideoSampling(5, null, 100), VideoFiles.Preview | VideoFiles.Mask));
        RaiseUntilJoined();
        Assert.Equal(["render-0", "render-1", "render-2"], Sent.TakeLast(3));
        Raise(Done("render-2"), Done("render-0"), Done("render-1"));
        Assert.Equal(new FinishStep(VideoFiles.Preview | VideoFiles.Mask, 3), Requests.Last().Video);
        Raise(Done("finish"));

        Assert.Equal(JobStatus.Completed, (await _video).Status);
    }

    [Fact]
    public void Progress_is_shown_in_frames()
    {
        RaiseUntilJoined();

        Assert.Equal(["0/50", "5/50", "25/50", "45/50", "50/50"], _context.CustomStatuses);
    }

    [Fact]
    public void The_job_hears_once_that_work_has_begun()
    {
        Raise(Update("probe", InferenceState.Started));
        Raise(Update("probe", InferenceState.Started));
        Raise(Done("probe", Probe));

        Assert.Equal([(Job, EventNames.Updates)], _context.Sent);
    }

    [Fact]
    public async Task Too_few_tokens_fail_it_before_any_work_and_say_how_many_are_needed_and_left()
    {
        _tokensLeft = 12;
        Raise(Done("probe", Probe));

        var outcome = await _video;
        Assert.Equal((JobStatus.Failed, JobErrorCode.TokensSpent, 0), (outcome.Status, outcome.Error?.Code, outcome.Units));
        Assert.Equal(
            "It has 50 frames to process, which need 49 more tokens, and the account has 12 left. Request fewer frames, or get more tokens.", outcome.Error?.Message);
        Assert.Equal(["probe"], Sent);
    }

    [Fact]
    public async Task One_token_too_few_is_told_in_the_singular()
    {
        _tokensLeft = 0;
        Raise(Done("probe", Probe with { Frames = 2 }));

        Assert.StartsWith("It has 2 frames to process, which need 1 more token, and the account has 0 left.", (await _video).Error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frame_costs_what_the_jobs_terms_say()
    {
        Start(new VideoSpec(new VideoSampling(5, null, 100), VideoFiles.None), spec => spec with { Terms = new JobTerms(Price: 3) });
        Raise(Done("probe", Probe));

        Assert.Equal(147, _context.CallsOf<SetTokensAsideInput>(FunctionNames.SetTokensAside).Single().Tokens);
        RaiseUntilJoined(probe: false);
        Raise(Done("join"));
        Assert.Equal(50, (await _video).Units);
    }

    [Fact]
    public async Task A_worker_that_refuses_the_video_fails_it()
    {
        Raise(Update("probe", InferenceState.Failed, new InferenceError(InferenceErrorCode.FrameOutsideVideo, "It has 12 frames.")));

        Assert.Equal(new VideoOutcome(JobStatus.Failed, new JobError(JobErrorCode.FrameOutsideVideo, "It has 12 frames."), 0), await _video);
    }

    [Fact]
    public async Task A_segment_that_fails_fails_the_video()
    {
        Raise(Done("probe", Probe));
        Raise(Done("segment-0", work: new VideoWork(5, 5000)));
        Raise(Done("segment-2"), Update("segment-1", InferenceState.Failed, new InferenceError(InferenceErrorCode.InferenceFailed, "Out of memory.")));

        Assert.Equal("Out of memory.", (await _video).Error?.Message);
    }

    [Fact]
    public async Task A_cancel_request_ends_it_without_waiting_for_workers()
    {
        Raise(Done("probe", Probe));
        _context.Raise(EventNames.Cancel, "");

        Assert.Equal(new VideoOutcome(JobStatus.Canceled, null, 0), await _video);
        Assert.Equal(0, _context.OpenTimers);
    }

    [Fact]
    public async Task A_worker_that_finds_the_marker_ends_it()
    {
        Raise(Update("probe", InferenceState.Canceled));

        Assert.Equal(new VideoOutcome(JobStatus.Canceled, null, 0), await _video);
    }

    [Fact]
    public async Task A_step_that_nobody_ends_in_time_is_sent_once_more_and_nothing_else_is()
    {
        Raise(Done("probe", Probe));
        Raise(Done("segment-0", work: new VideoWork(5, 5000)));
        Raise(Done("segment-1"), Done("segment-3"));
        _context.Advance(Deadline);
        Assert.Equal(["segment-1", "segment-2", "segment-3", "segment-2 again"], Sent.TakeLast(4));

        _context.Advance(Deadline);
        Assert.Equal(JobErrorCode.DeadlineExceeded, (await _video).Error?.Code);
    }

    [Fact]
    public async Task Duplicates_and_updates_of_steps_that_are_over_change_nothing()
    {
        Raise(Done("probe", Probe), Done("probe", Probe));
        Raise(Done("probe", Probe), Done("segment-7"), Update("probe", InferenceState.Failed));
        Assert.Equal(["probe", "segment-0"], Sent);
        Raise(Done("segment-0", work: new VideoWork(5, 5000)));
        Raise(Done("segment-1"), Done("segment-2"), Done("segment-3"), Done("join"));
        Raise(Done("segment-1"), Done("join"));

        Assert.Equal(JobStatus.Completed, (await _video).Status);
    }

    [Fact]
    public void No_more_requests_wait_in_the_queue_than_may()
    {
        Start(new VideoSpec(new VideoSampling(5, null, 100), VideoFiles.None), pace: new VideoPace(TimeSpan.FromSeconds(1), 2, 1));
        Raise(Done("probe", Probe));
        Raise(Done("segment-0", work: new VideoWork(5, 5000)));
        Assert.Equal(["segment-1", "segment-2"], Sent.TakeLast(2));
        Raise(Done("segment-2"));
        Assert.Equal(["segment-1", "segment-2", "segment-3"], Sent.TakeLast(3));
    }

    [Fact]
    public void What_follows_marks_waits_for_its_neighbor()
    {
        Start(new VideoSpec(new VideoSampling(5, null, 100), VideoFiles.None), spec => spec with { Prompts = [new PointsPrompt([new PromptPoint(0.5, 0.5)], 90)] });
        Raise(Done("probe", Probe with { FirstMark = 3, LastMark = 3 }));
        Assert.Equal(new SegmentStep(new VideoSegment(0, VideoMode.Forward, 3, 3)), Requests.Last().Video);
        Raise(Done("segment-0", work: new VideoWork(5, 5000)));
        Assert.Equal(["probe", "segment-0", "segment-1", "segment-3"], Sent);
        Raise(Done("segment-1"));
        Assert.Equal("segment-2", Sent.Last());
        Raise(Done("segment-2"), Done("segment-3"));
        Assert.Equal("join", Sent.Last());
    }

    /// <summary>The plan is for twice as much as there is time for.</summary>
    [Fact]
    public async Task What_there_was_no_time_for_is_done_before_the_join()
    {
        Raise(Done("probe", Probe));
        Raise(Done("segment-0", work: new VideoWork(5, 5000)));
        var step = Assert.IsType<SegmentStep>(Requests.ElementAt(2).Video);
        Assert.Equal(TimeSpan.FromSeconds(40), step.Limit);
        Raise(Done("segment-1", rest: step.Segment.RestAfter(2)), Done("segment-2"), Done("segment-3"));
        Assert.Equal("segment-1.1", Sent.Last());
        Raise(Done("segment-1.1"));
        Assert.Equal(new JoinPartsStep(VideoFiles.None), Requests.Last().Video);
        Raise(Done("join"));

        Assert.Equal(JobStatus.Completed, (await _video).Status);
    }

    [Fact]
    public async Task A_queue_that_takes_nothing_fails_it()
    {
        _queueIsDown = true;
        Start(new VideoSpec(new VideoSampling(5, null, 100), VideoFiles.None));

        Assert.Equal(JobErrorCode.DispatchFailed, (await _video).Error?.Code);
    }

    [Fact]
    public async Task A_worker_that_says_nothing_of_the_clip_fails_it()
    {
        Raise(Done("probe"));

        Assert.Equal(JobErrorCode.InferenceFailed, (await _video).Error?.Code);
    }

    private void Start(VideoSpec video, Func<JobSpec, JobSpec>? change = null, VideoPace? pace = null)
    {
        var spec = (change ?? (unchanged => unchanged))(Specs.Create(1) with { Video = video });
        var folder = new BlobReference("results", $"acct/{Job}/items/2/0");
        var marker = new BlobReference("results", $"acct/{Job}/canceled");
        var input = new VideoInput(Job, new ItemAttempt(2, 0), spec, folder, marker, Deadline, pace ?? new VideoPace(TimeSpan.FromSeconds(20), 16, 4));
        _context = new ScriptedContext(input, new ItemAttempt(2, 0).VideoInstanceOf(Job)) { Activity = Answer };
        _video = VideoOrchestrator.RunAsync(_context);
    }

    private void RaiseUntilJoined(bool probe = true)
    {
        if (probe)
        {
            Raise(Done("probe", Probe));
        }

        Raise(Done("segment-0", work: new VideoWork(5, 5000)));
        Raise(Done("segment-1"));
        Raise(Done("segment-2"));
        Raise(Done("segment-3"));
        if (probe)
        {
            Raise(Done("join"));
        }
    }

    private void Raise(params InferenceUpdate[] updates) => _context.Raise(EventNames.Updates, updates);

    private static InferenceUpdate Done(string step, VideoProbe? probe = null, VideoWork? work = null, VideoSegment? rest = null) =>
        new(Job, 2, 0, InferenceState.Succeeded, Video: new VideoUpdate(step, probe, work, rest));

    private static InferenceUpdate Update(string step, InferenceState state, InferenceError? error = null) =>
        new(Job, 2, 0, state, Error: error, Video: new VideoUpdate(step));

    private object? Answer(string name, object? input) => input switch
    {
        DispatchItemInput when _queueIsDown => throw new TaskFailedException(name, 0, TaskFailureDetails.FromException(new TimeoutException("Away."))),
        SetTokensAsideInput wanted => new TokensSetAside(_tokensLeft is null || wanted.Tokens <= _tokensLeft, wanted.Tokens, _tokensLeft),
        WriteVideoPlanInput plan => VideoPlanning.Make(plan.Probe, plan.First, plan.HasWords, plan.SegmentTime),
        _ => null,
    };
}
