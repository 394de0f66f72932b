using Microsoft.DurableTask;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;
using SegFunctions.Orchestrations.Videos;

namespace SegFunctions.Tests.Orchestrations.Videos;

public sealed class VideoItemsTests
{
    private static readonly string Job = Specs.JobId.ToString();
    private static readonly VideoPace Pace = new(TimeSpan.FromSeconds(20), 16, VideosAtOnce: 2);
    private readonly HashSet<int> _missing = [];
    private readonly ScriptedContext _context;
    private readonly Task<JobOutcome> _job;

    public VideoItemsTests()
    {
        var spec = Specs.Create(3) with { Video = new VideoSpec(new VideoSampling(5, null, 100), VideoFiles.Preview) };
        _context = new ScriptedContext(new JobInput(spec, TimeSpan.FromMinutes(10), Pace: Pace, Version: JobInput.CurrentVersion), Job) { Activity = (_, asked) => FindMissing(asked) };
        _job = JobOrchestrator.RunAsync(_context);
    }

    private IEnumerable<string> Started => _context.Children.Select(child => child.InstanceId);

    /// <summary>The items' states, as the job shows them before anything has happened.</summary>
    private IEnumerable<string> Statuses => _context.CustomStatuses.Select(status => ((string)status!).Split(' ')[0]);

    [Fact]
    public async Task Videos_are_worked_on_in_order_a_few_at_a_time_each_by_an_orchestration_of_its_own()
    {
        Assert.Equal([$"video-{Job}-0-0", $"video-{Job}-1-0"], Started);
        var input = Assert.IsType<VideoInput>(_context.Children[1].Input);
        Assert.Equal("task1", Assert.Single(input.Spec.Items).Name);
        Assert.Equal(new BlobReference("results", $"acct/{Job}/items/1/0"), input.Folder);

        End(1, Completed(30));
        Assert.Equal($"video-{Job}-2-0", Started.Last());
        End(0, Completed(50));
        End(2, Completed(7));

        var outcome = await _job;
        Assert.Equal([50, 30, 7], outcome.Items.Select(item => item.Units));
        Assert.Equal(87, _context.CallsOf<TerminalJob>(FunctionNames.EndJob).Single().Outcome.Units);
        Assert.DoesNotContain(_context.Calls, call => call.Name == FunctionNames.DispatchItem);
    }

    [Fact]
    public void The_job_shows_each_videos_state()
    {
        _context.Raise(EventNames.Updates, new[] { new InferenceUpdate(Job, 1, 0, InferenceState.Started) });
        End(1, Completed(30));

        Assert.Equal("qsq", Statuses.Last());
        Assert.Contains("qrq", Statuses);
    }

    [Fact]
    public async Task What_failed_is_not_paid_and_the_others_are()
    {
        End(0, new VideoOutcome(JobStatus.Failed, new JobError(JobErrorCode.TokensSpent, "12 are left."), 0));
        End(1, Completed(30));
        End(2, Completed(7));

        var outcome = await _job;
        Assert.Equal((JobStatus.Completed, JobErrorCode.TokensSpent), (outcome.Status, outcome.Items[0].Error?.Code));
        Assert.Equal(37, _context.CallsOf<TerminalJob>(FunctionNames.EndJob).Single().Outcome.Units);
    }

    [Fact]
    public async Task A_video_whose_orchestration_breaks_fails_alone()
    {
        _context.Children[0].End.SetException(new TaskFailedException("RunVideo", 0, TaskFailureDetails.FromException(new InvalidOperationException("Broken."))));
        End(1, Completed(30));
        End(2, Completed(7));

        Assert.Equal([JobErrorCode.OrchestrationFailed, null, null], (await _job).Items.Select(item => item.Error?.Code));
    }

    [Fact]
    public async Task A_cancel_request_reaches_the_videos_that_run_and_no_other_begins()
    {
        End(0, Completed(50));
        _context.Raise(EventNames.Cancel, "");
        Assert.Equal([($"video-{Job}-1-0", EventNames.Cancel), ($"video-{Job}-2-0", EventNames.Cancel)], _context.Sent);
        Assert.Contains(_context.Calls, call => call.Name == FunctionNames.WriteCancelMarker);
        End(1, new VideoOutcome(JobStatus.Canceled, null, 0));
        End(2, new VideoOutcome(JobStatus.Canceled, null, 0));

        var outcome = await _job;
        Assert.Equal([JobStatus.Completed, JobStatus.Canceled, JobStatus.Canceled], outcome.Items.Select(item => item.Status));
        Assert.Equal(50, _context.CallsOf<TerminalJob>(FunctionNames.EndJob).Single().Outcome.Units);
        Assert.Equal(3, _context.Children.Count);
    }

    [Fact]
    public async Task A_video_whose_files_are_gone_is_made_once_more()
    {
        _missing.Add(1);
        End(0, Completed(50));
        End(1, Completed(30));
        End(2, Completed(7));
        Assert.Equal($"video-{Job}-1-1", Started.Last());
        Assert.Equal(new BlobReference("results", $"acct/{Job}/items/1/1"), Assert.IsType<VideoInput>(_context.Children.Last().Input).Folder);
        _missing.Clear();
        End(3, Completed(30));

        Assert.Equal(new ItemOutcome(JobStatus.Completed, 1, null, 30), (await _job).Items[1]);
    }

    [Fact]
    public async Task A_cancel_request_before_anything_ran_leaves_nothing_to_wait_for()
    {
        _context.Raise(EventNames.Cancel, "");
        End(0, new VideoOutcome(JobStatus.Canceled, null, 0));
        End(1, new VideoOutcome(JobStatus.Canceled, null, 0));

        Assert.Equal(JobStatus.Canceled, (await _job).Status);
        Assert.Equal(2, _context.Children.Count);
    }

    private void End(int child, VideoOutcome outcome) => _context.Children[child].End.SetResult(outcome);

    private static VideoOutcome Completed(int units) => new(JobStatus.Completed, null, units);

    private JobEnd? FindMissing(object? input) =>
        input is TerminalJob job ? new JobEnd([.. job.Outcome.Winners.Select(winner => winner.Item).Where(_missing.Contains)], null) : null;
}
