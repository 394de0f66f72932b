using Microsoft.DurableTask;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;

namespace SegFunctions.Tests.Orchestrations;

public sealed class JobOrchestratorTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);
    private readonly Dictionary<int, int> _missingUntilAttempt = [];
    private readonly ScriptedContext _context;
    private readonly Task<JobOutcome> _job;
    private bool _queueIsDown;

    public JobOrchestratorTests()
    {
        _context = new ScriptedContext(Start(Specs.Create(3)), Specs.JobId.ToString()) { Activity = Answer };
        _job = JobOrchestrator.RunAsync(_context);
    }

    private IEnumerable<(int Item, int Attempt)> Dispatches =>
        _context.CallsOf<DispatchItemInput>(FunctionNames.DispatchItem).Select(call => (call.Request.Item, call.Request.Attempt));

    [Fact]
    public void Dispatches_every_item_before_it_waits()
    {
        Assert.Equal([(0, 0), (1, 0), (2, 0)], Dispatches);
        var request = _context.CallsOf<DispatchItemInput>(FunctionNames.DispatchItem).Last().Request;
        Assert.Equal(new BlobReference("inputs", "acct/task2"), request.Input);
        Assert.Equal(new BlobReference("results", $"acct/{Specs.JobId}/items/2/0"), request.Results);
        Assert.False(_job.IsCompleted);
    }

    [Fact]
    public void Names_the_presence_marker_only_of_a_job_that_has_one()
    {
        var marked = new ScriptedContext(Start(Specs.Create(1) with { IsMarked = true }), Specs.JobId.ToString()) { Activity = Answer };
        _ = JobOrchestrator.RunAsync(marked);

        Assert.Equal(
            new BlobReference("results", $"acct/{Specs.JobId}/present"), marked.CallsOf<DispatchItemInput>(FunctionNames.DispatchItem).Single().Request.PresenceMarker);
        Assert.All(_context.CallsOf<DispatchItemInput>(FunctionNames.DispatchItem), call => Assert.Null(call.Request.PresenceMarker));
    }

    [Fact]
    public async Task Completes_when_every_item_has_answered()
    {
        Raise(Succeeded(0), Succeeded(1));
        Raise(Succeeded(2));

        var outcome = await _job;
        Assert.Equal(JobStatus.Completed, outcome.Status);
        Assert.All(outcome.Items, item => Assert.Equal(new ItemOutcome(JobStatus.Completed, 0, null), item));
        Assert.Equal(
            [FunctionNames.EndJob], _context.Calls.Select(call => call.Name).Where(name => name != FunctionNames.DispatchItem));
    }

    [Fact]
    public void Shows_each_items_state()
    {
        Raise(Update(0, InferenceState.Started));
        Raise(Succeeded(0), Failed(1));

        Assert.Equal(["qqq", "rqq s0", $"sfq s0 c0:0 f0:1!{(int)JobErrorCode.InputCorrupt}"], _context.CustomStatuses);
    }

    [Fact]
    public async Task Takes_updates_that_came_before_it_waited_for_them()
    {
        var early = new ScriptedContext(Start(Specs.Create(1)), Specs.JobId.ToString()) { Activity = Answer };
        early.Raise(EventNames.Updates, new[] { Update(0, InferenceState.Started) });
        early.Raise(EventNames.Updates, new[] { Succeeded(0) });

        Assert.Equal(JobStatus.Completed, (await JobOrchestrator.RunAsync(early)).Status);
    }

    [Fact]
    public async Task Keeps_what_succeeded_when_others_failed()
    {
        Raise(Succeeded(0), Failed(1), Succeeded(2));

        var outcome = await _job;
        Assert.Equal(JobStatus.Completed, outcome.Status);
        Assert.Equal(new JobError(JobErrorCode.InputCorrupt, "Truncated."), outcome.Items[1].Error);
    }

    [Fact]
    public async Task Fails_when_every_item_failed()
    {
        Raise(Failed(0), Failed(1), Failed(2));

        var outcome = await _job;
        Assert.Equal(JobStatus.Failed, outcome.Status);
        Assert.Equal("All 3 inputs failed. The first: Truncated.", outcome.Error?.Message);
    }

    [Fact]
    public async Task Ignores_duplicates_and_what_comes_after_an_items_end()
    {
        Raise(Succeeded(0), Succeeded(0), Failed(0), Update(0, InferenceState.Started));
        Raise(Failed(1), Succeeded(1), Update(7, InferenceState.Failed), Update(-1, InferenceState.Failed));
        Raise(Succeeded(2));

        Assert.Equal([JobStatus.Completed, JobStatus.Failed, JobStatus.Completed], (await _job).Items.Select(item => item.Status));
    }

    [Fact]
    public async Task Dispatches_an_item_once_more_when_its_deadline_passes()
    {
        Raise(Succeeded(0), Succeeded(1));
        _context.Advance(Deadline);

        Assert.Equal((2, 1), Dispatches.Last());
        Raise(Failed(2), Succeeded(2, attempt: 1));
        Assert.Equal(new ItemOutcome(JobStatus.Completed, 1, null), (await _job).Items[2]);
    }

    [Fact]
    public async Task Dispatches_an_item_once_more_whose_worker_found_no_mark_of_the_job()
    {
        Raise(Succeeded(0), Succeeded(1), Failed(2) with { Error = new InferenceError(InferenceErrorCode.JobUnmarked, "Lost.") });

        Assert.Equal((2, 1), Dispatches.Last());
        Raise(Succeeded(2, attempt: 1));
        Assert.Equal(new ItemOutcome(JobStatus.Completed, 1, null), (await _job).Items[2]);
    }

    [Fact]
    public async Task Fails_an_item_whose_second_deadline_passes()
    {
        Raise(Succeeded(0), Succeeded(1));
        _context.Advance(Deadline);
        _context.Advance(Deadline - TimeSpan.FromSeconds(1));
        Assert.False(_job.IsCompleted);
        _context.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(JobErrorCode.DeadlineExceeded, (await _job).Items[2].Error?.Code);
        Assert.Equal(4, Dispatches.Count());
    }

    [Fact]
    public async Task Dispatches_again_what_was_reported_but_is_not_stored()
    {
        _missingUntilAttempt[1] = 1;
        Raise(Succeeded(0), Succeeded(1), Succeeded(2));

        Assert.Equal((1, 1), Dispatches.Last());
        Raise(Succeeded(1, attempt: 1));
        Assert.Equal(new ItemOutcome(JobStatus.Completed, 1, null), (await _job).Items[1]);
    }

    [Fact]
    public async Task Fails_an_item_whose_results_are_missing_twice()
    {
        _missingUntilAttempt[1] = 2;
        Raise(Succeeded(0), Succeeded(1), Succeeded(2));
        Raise(Succeeded(1, attempt: 1));

        var outcome = await _job;
        Assert.Equal(JobErrorCode.ResultsMissing, outcome.Items[1].Error?.Code);
        Assert.Equal(JobStatus.Completed, outcome.Status);
    }

    [Fact]
    public async Task Fails_items_that_cannot_be_put_on_the_queue()
    {
        _queueIsDown = true;
        var broken = new ScriptedContext(Start(Specs.Create(2)), Specs.JobId.ToString()) { Activity = Answer };

        var outcome = await JobOrchestrator.RunAsync(broken);
        Assert.Equal(JobStatus.Failed, outcome.Status);
        Assert.All(outcome.Items, item => Assert.Equal(JobErrorCode.DispatchFailed, item.Error?.Code));
    }

    [Fact]
    public async Task Stops_waiting_when_it_is_canceled_and_keeps_what_is_done()
    {
        Raise(Succeeded(0), Update(1, InferenceState.Started));
        _context.Raise(EventNames.Cancel, null);

        var outcome = await _job;
        Assert.Equal(JobStatus.Canceled, outcome.Status);
        Assert.Equal([JobStatus.Completed, JobStatus.Canceled, JobStatus.Canceled], outcome.Items.Select(item => item.Status));
        Assert.Equal(
            new BlobReference("results", $"acct/{Specs.JobId}/canceled"),
            Assert.Single(_context.CallsOf<BlobReference>(FunctionNames.WriteCancelMarker)));
        Assert.Single(_context.CallsOf<TerminalJob>(FunctionNames.EndJob));
    }

    [Fact]
    public async Task Repeats_nothing_for_a_job_that_is_canceled()
    {
        _missingUntilAttempt[0] = 1;
        Raise(Succeeded(0));
        _context.Raise(EventNames.Cancel, null);

        Assert.Equal(JobErrorCode.ResultsMissing, (await _job).Items[0].Error?.Code);
        Assert.Equal(3, Dispatches.Count());
    }

    [Fact]
    public async Task Has_one_wait_an_event_and_one_timer_at_a_time_and_leaves_no_timer_behind()
    {
        for (var round = 0; round < 5; round++)
        {
            Raise(Update(0, InferenceState.Started));
            Assert.Equal((1, 1, 1), (_context.OpenWaits(EventNames.Updates), _context.OpenWaits(EventNames.Cancel), _context.OpenTimers));
        }

        Raise(Succeeded(0), Succeeded(1), Succeeded(2));
        await _job;
        Assert.Equal(0, _context.OpenTimers);
    }

    [Fact]
    public async Task An_input_that_cannot_be_fetched_fails_its_item_and_no_other()
    {
        var stored = Specs.Create(3);
        var spec = stored with
        {
            Items = [stored.Items[0], stored.Items[1] with { Source = 0 }, stored.Items[2] with { Source = 1 }],
            Sources = new BlobReference("inputs", "acct/x.sources"),
        };
        var fetching = new ScriptedContext(Start(spec), Specs.JobId.ToString())
        {
            Activity = (name, input) => input is FetchInputInput { Source: 1 } ? new JobError(JobErrorCode.InputFetchFailed, "Gone.") : Answer(name, input),
        };
        var job = JobOrchestrator.RunAsync(fetching);

        Assert.Equal([1, 0], fetching.CallsOf<DispatchItemInput>(FunctionNames.DispatchItem).Select(call => call.Request.Item));
        fetching.Raise(EventNames.Updates, new[] { Succeeded(0), Succeeded(1) });

        var outcome = await job;
        Assert.Equal([JobStatus.Completed, JobStatus.Completed, JobStatus.Failed], outcome.Items.Select(item => item.Status));
        Assert.Equal(JobErrorCode.InputFetchFailed, outcome.Items[2].Error?.Code);
        Assert.Equal((2, 1), (fetching.CallsOf<FetchInputInput>(FunctionNames.FetchInput).Count(), outcome.Items.Count(item => item.Error is not null)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_background_is_fetched_before_anything_else_and_without_it_every_item_fails(bool isGone)
    {
        var spec = Specs.Create(2) with { Sources = new BlobReference("inputs", "acct/x.sources"), BackgroundSource = 0 };
        spec = spec with { Options = spec.Options with { Cutout = new CutoutOptions(Background: new CutoutBackground(Picture: new BlobReference("inputs", "acct/x"))) } };
        var context = new ScriptedContext(Start(spec), Specs.JobId.ToString())
        {
            Activity = (name, input) => input is FetchInputInput && isGone ? new JobError(JobErrorCode.InputFetchFailed, "Gone.") : Answer(name, input),
        };
        var job = JobOrchestrator.RunAsync(context);

        Assert.Equal(FunctionNames.FetchInput, context.Calls.First().Name);
        Assert.Equal(spec.Background, context.CallsOf<FetchInputInput>(FunctionNames.FetchInput).Single().Target);
        Assert.Equal(isGone ? 0 : 2, context.CallsOf<DispatchItemInput>(FunctionNames.DispatchItem).Count());
        context.Raise(EventNames.Updates, new[] { Succeeded(0), Succeeded(1) });

        var outcome = await job;
        Assert.Equal(isGone ? JobStatus.Failed : JobStatus.Completed, outcome.Status);
        Assert.All(outcome.Items, item => Assert.Equal(isGone ? "The background cannot be used. Gone." : null, item.Error?.Message));
    }

    private static InferenceUpdate Update(int item, InferenceState state, int attempt = 0) => new(Specs.JobId.ToString(), item, attempt, state);

    private static InferenceUpdate Succeeded(int item, int attempt = 0) => Update(item, InferenceState.Succeeded, attempt);

    private static InferenceUpdate Failed(int item) =>
        Update(item, InferenceState.Failed) with { Error = new InferenceError(InferenceErrorCode.InputCorrupt, "Truncated.") };

    private void Raise(params InferenceUpdate[] updates) => _context.Raise(EventNames.Updates, updates);

    private static JobInput Start(JobSpec spec) => new(spec, Deadline, Version: JobInput.CurrentVersion);

    private object? Answer(string name, object? input) => input switch
    {
        FindMissingResultsInput => Array.Empty<int>(),
        TerminalJob job when name == FunctionNames.EndJob => new JobEnd(
            [.. job.Outcome.Winners.Where(winner => winner.Attempt < _missingUntilAttempt.GetValueOrDefault(winner.Item)).Select(winner => winner.Item)], null),
        DispatchItemInput when _queueIsDown =>
            throw new TaskFailedException(name, 0, TaskFailureDetails.FromException(new TimeoutException("The queue is down."))),
        _ => null,
    };
}
