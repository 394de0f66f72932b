using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;

namespace SegFunctions.Tests.Orchestrations;

public sealed class JobRunTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);
    private static readonly DateTime Start = Specs.Now.UtcDateTime;

    private readonly JobRun _run = new(3, Deadline, Specs.Now);

    public JobRunTests() => _run.Dispatch(_run.FirstAttempts, Start);

    [Fact]
    public void A_job_starts_with_the_first_update_whatever_it_says()
    {
        Assert.False(_run.HasBegun);
        Apply(Specs.Now.AddSeconds(5), Update(1, InferenceState.Started));
        Apply(Specs.Now.AddSeconds(9), Update(0, InferenceState.Succeeded), Update(1, InferenceState.Succeeded), Update(2, InferenceState.Succeeded));

        Assert.True(_run.HasBegun);
        Assert.Equal(Specs.Now.AddSeconds(5), _run.Outcome(Specs.Now.AddSeconds(9)).Started);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Updates_of_items_that_the_job_does_not_have_change_nothing(int item)
    {
        Apply(Specs.Now, Update(item, InferenceState.Succeeded));

        Assert.Equal([JobStatus.Queued, JobStatus.Queued, JobStatus.Queued], _run.Statuses);
        _run.Cancel();
        Assert.Null(_run.Outcome(Specs.Now).Started);
    }

    [Theory]
    [InlineData(InferenceState.Started)]
    [InlineData(InferenceState.Succeeded)]
    public void A_job_began_when_its_worker_did_whenever_it_is_first_heard_of(InferenceState state)
    {
        Apply(Specs.Now.AddSeconds(5), Update(0, state) with { WorkedMilliseconds = 2_000 });

        Assert.Equal(Specs.Now.AddSeconds(3), _run.Outcome(Specs.Now.AddSeconds(9)).Started);
    }

    [Theory]
    [InlineData(-2_000, 5)]
    [InlineData(1e300, 0)]
    public void A_job_began_after_it_was_created_and_before_it_was_heard_of(double workedMilliseconds, int seconds)
    {
        Apply(Specs.Now.AddSeconds(5), Update(0, InferenceState.Started) with { WorkedMilliseconds = workedMilliseconds });

        Assert.Equal(Specs.Now.AddSeconds(seconds), _run.Outcome(Specs.Now.AddSeconds(9)).Started);
    }

    [Fact]
    public void A_staged_job_shows_nothing_else()
    {
        _run.IsStaged = true;

        Assert.Equal([JobStatus.Staged, JobStatus.Staged, JobStatus.Staged], _run.Statuses);
    }

    [Fact]
    public void Only_what_is_overdue_is_dispatched_again_and_waits_for_a_new_deadline()
    {
        Apply(Specs.Now, Update(0, InferenceState.Succeeded));
        _run.Dispatch([new ItemAttempt(2, 0)], Start.AddMinutes(1));
        Assert.Equal(Start + Deadline, _run.NextDeadline);

        var again = _run.Expire(Start + Deadline);
        Assert.Equal([new ItemAttempt(1, 1)], again);
        _run.Dispatch(again, Start + Deadline);

        Assert.Equal(Start.AddMinutes(11), _run.NextDeadline);
        Assert.Empty(_run.Expire(Start.AddMinutes(10.5)));
    }

    [Fact]
    public void An_item_that_is_overdue_twice_has_failed()
    {
        _run.Dispatch(_run.Expire(Start + Deadline), Start + Deadline);

        Assert.Empty(_run.Expire(Start + (2 * Deadline)));
        Assert.False(_run.IsOpen);
        Assert.All(_run.Outcome(Specs.Now).Items, item => Assert.Equal(
            (JobErrorCode.DeadlineExceeded, "No worker finished it within 00:10:00, twice. Is one running?", 1),
            (item.Error!.Code, item.Error.Message, item.Attempt)));
    }

    [Fact]
    public void Results_that_are_missing_are_made_once_more_and_then_given_up()
    {
        Apply(Specs.Now, Update(0, InferenceState.Succeeded), Update(1, InferenceState.Succeeded));
        Assert.Equal([new ItemAttempt(0, 0), new ItemAttempt(1, 0)], _run.Winners);

        Assert.Equal([new ItemAttempt(1, 1)], _run.Repeat([1]));
        Assert.Equal([new ItemAttempt(0, 0)], _run.Winners);
        Apply(Specs.Now, Update(1, InferenceState.Succeeded, attempt: 1));
        Assert.Empty(_run.Repeat([1]));

        Assert.Equal((JobStatus.Failed, JobErrorCode.ResultsMissing), (_run.Items[1].Status, _run.Items[1].Error?.Code));
    }

    [Fact]
    public void Results_that_nobody_waits_for_any_more_are_not_made_again()
    {
        Apply(Specs.Now, Update(0, InferenceState.Succeeded));
        _run.Cancel();
        _run.GiveUp([0]);

        Assert.Equal((JobStatus.Failed, 0, JobErrorCode.ResultsMissing), (_run.Items[0].Status, _run.Items[0].Attempt, _run.Items[0].Error?.Code));
    }

    [Fact]
    public void A_cancel_request_leaves_alone_what_has_ended()
    {
        Apply(Specs.Now, Update(0, InferenceState.Succeeded), Update(1, InferenceState.Failed), Update(2, InferenceState.Started));
        _run.Cancel();

        Assert.Equal([JobStatus.Completed, JobStatus.Failed, JobStatus.Canceled], _run.Statuses);
        Assert.Empty(_run.FirstAttempts);
        Assert.Equal(JobStatus.Canceled, _run.Outcome(Specs.Now).Status);
    }

    [Fact]
    public void A_videos_end_counts_only_while_its_attempt_is_wanted()
    {
        _run.Dispatch(_run.Expire(Start + Deadline), Start + Deadline);
        Assert.False(_run.IsWanted(new ItemAttempt(0, 0)));
        _run.End(new ItemAttempt(0, 0), JobStatus.Completed, null, 30);
        Assert.Equal(JobStatus.Queued, _run.Items[0].Status);

        _run.End(new ItemAttempt(0, 1), JobStatus.Completed, null, 24);
        _run.End(new ItemAttempt(0, 1), JobStatus.Failed, new JobError(JobErrorCode.InputCorrupt, "Truncated."), 0);

        Assert.Equal(new ItemOutcome(JobStatus.Completed, 1, null, 24), _run.Items[0].Outcome);
    }

    private void Apply(DateTimeOffset now, params InferenceUpdate[] updates) => _run.Apply(updates, now);

    private static InferenceUpdate Update(int item, InferenceState state, int attempt = 0) => new(
        Specs.JobId.ToString(), item, attempt, state, null, state == InferenceState.Failed ? new InferenceError(InferenceErrorCode.InputCorrupt, "Truncated.") : null);
}
