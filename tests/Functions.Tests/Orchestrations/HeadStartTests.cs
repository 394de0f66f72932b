using Microsoft.DurableTask;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;

namespace SegFunctions.Tests.Orchestrations;

/// <summary>A job whose only picture the submission puts on the queue.</summary>
public sealed class HeadStartTests
{
    private static readonly TimeSpan HeadStart = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);
    private static readonly string Job = Specs.JobId.ToString();
    private readonly ScriptedContext _context = new(new JobInput(Specs.Create(1), Deadline, Version: JobInput.CurrentVersion), Job)
    {
        Activity = (name, _) => name == FunctionNames.EndJob ? new JobEnd([], null) : null,
    };

    private IEnumerable<DispatchItemInput> Dispatches => _context.CallsOf<DispatchItemInput>(FunctionNames.DispatchItem);

    [Fact]
    public async Task A_job_that_ends_soon_is_never_dispatched_by_its_orchestration()
    {
        var job = JobOrchestrator.RunAsync(_context);
        Raise(InferenceState.Succeeded);

        Assert.Equal(JobStatus.Completed, (await job).Status);
        Assert.Equal([FunctionNames.EndJob], _context.Calls.Select(call => call.Name));
        Assert.Equal(0, _context.OpenTimers);
    }

    /// <summary>The request may be lost: its sender broke off, or could not reach the queue.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_picture_without_a_result_after_two_seconds_is_dispatched_as_the_submission_did(bool hasBegun)
    {
        var job = JobOrchestrator.RunAsync(_context);
        if (hasBegun)
        {
            Raise(InferenceState.Started);
        }

        _context.Advance(HeadStart - TimeSpan.FromMilliseconds(1));
        Assert.Empty(Dispatches);
        _context.Advance(TimeSpan.FromMilliseconds(1));

        var expected = DispatchItemInput.Of(Job, new JobInput(Specs.Create(1), Deadline), new ItemAttempt(0, 0));
        Assert.Equal((expected.Request.MessageId, Deadline), (Dispatches.Single().Request.MessageId, Dispatches.Single().Deadline));
        Raise(InferenceState.Succeeded);
        Assert.Equal(new ItemOutcome(JobStatus.Completed, 0, null), (await job).Items[0]);
    }

    [Fact]
    public async Task It_has_both_attempts_after_that()
    {
        var job = JobOrchestrator.RunAsync(_context);
        _context.Advance(HeadStart);
        _context.Advance(Deadline);
        Assert.Equal([0, 1], Dispatches.Select(dispatch => dispatch.Request.Attempt));
        _context.Advance(Deadline);

        Assert.Equal(JobErrorCode.DeadlineExceeded, (await job).Items[0].Error?.Code);
    }

    [Fact]
    public async Task It_fails_if_the_queue_is_still_down_then()
    {
        _context.Activity = (name, _) => name == FunctionNames.EndJob
            ? new JobEnd([], null)
            : throw new TaskFailedException(name, 0, TaskFailureDetails.FromException(new TimeoutException("The queue is down.")));
        var job = JobOrchestrator.RunAsync(_context);
        _context.Advance(HeadStart);

        Assert.Equal(JobErrorCode.DispatchFailed, (await job).Items[0].Error?.Code);
    }

    [Fact]
    public async Task A_result_that_is_not_stored_is_made_again_at_once()
    {
        var isMissing = true;
        _context.Activity = (name, _) => name == FunctionNames.EndJob ? new JobEnd(isMissing ? [0] : [], null) : null;
        var job = JobOrchestrator.RunAsync(_context);
        Raise(InferenceState.Succeeded);
        Assert.Equal([1], Dispatches.Select(dispatch => dispatch.Request.Attempt));

        isMissing = false;
        Raise(InferenceState.Succeeded, attempt: 1);
        Assert.Equal(new ItemOutcome(JobStatus.Completed, 1, null), (await job).Items[0]);
    }

    [Fact]
    public void A_job_that_an_earlier_release_started_is_dispatched_at_once()
    {
        var earlier = new ScriptedContext(new JobInput(Specs.Create(1), Deadline, Version: 2), Job);
        _ = JobOrchestrator.RunAsync(earlier);

        Assert.Single(earlier.CallsOf<DispatchItemInput>(FunctionNames.DispatchItem));
    }

    private void Raise(InferenceState state, int attempt = 0) => _context.Raise(EventNames.Updates, new[] { new InferenceUpdate(Job, 0, attempt, state) });
}
