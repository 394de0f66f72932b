using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;

namespace SegFunctions.Tests.Orchestrations;

public sealed class ItemRunTests
{
    private static readonly JobError Spent = new(JobErrorCode.DeadlineExceeded, "Twice.");

    private readonly ItemRun _item = new(4);

    [Theory]
    [InlineData(InferenceState.Started, JobStatus.Running)]
    [InlineData(InferenceState.Succeeded, JobStatus.Completed)]
    [InlineData(InferenceState.Failed, JobStatus.Failed)]
    [InlineData(InferenceState.Canceled, JobStatus.Canceled)]
    public void Every_update_has_its_status(InferenceState state, JobStatus status)
    {
        _item.Apply(Update(state));

        Assert.Equal((status, status is JobStatus.Running), (_item.Status, _item.IsOpen));
        Assert.Equal(status == JobStatus.Failed, _item.Error is not null);
    }

    [Fact]
    public void An_attempt_that_found_no_mark_of_the_job_is_done_again_once()
    {
        var unmarked = new InferenceError(InferenceErrorCode.JobUnmarked, "Lost.");

        Assert.True(_item.Apply(Update(InferenceState.Failed) with { Error = unmarked }));
        Assert.Equal((JobStatus.Queued, 1), (_item.Status, _item.Attempt));
        Assert.False(_item.Apply(Update(InferenceState.Failed) with { Error = unmarked }));
        Assert.False(_item.Apply(Update(InferenceState.Failed) with { Error = unmarked, Attempt = 1 }));
        Assert.Equal(new JobError(JobErrorCode.ResultsMissing, "Lost."), _item.Error);
    }

    [Fact]
    public void The_first_terminal_update_counts()
    {
        _item.Apply(Update(InferenceState.Succeeded));
        _item.Apply(Update(InferenceState.Failed));
        _item.Apply(Update(InferenceState.Started));

        Assert.Equal(new ItemOutcome(JobStatus.Completed, 0, null), _item.Outcome);
    }

    [Fact]
    public void Updates_of_an_attempt_that_was_given_up_change_nothing()
    {
        Assert.True(_item.TryAgain(Spent));
        _item.Apply(Update(InferenceState.Succeeded));

        Assert.Equal((JobStatus.Queued, new ItemAttempt(4, 1)), (_item.Status, _item.Current));
    }

    [Fact]
    public void There_is_no_third_attempt()
    {
        Assert.True(_item.TryAgain(Spent));
        Assert.False(_item.TryAgain(Spent));

        Assert.Equal(new ItemOutcome(JobStatus.Failed, 1, Spent), _item.Outcome);
    }

    private static InferenceUpdate Update(InferenceState state) => new(Specs.JobId.ToString(), 4, 0, state, null, state == InferenceState.Failed ? new InferenceError(InferenceErrorCode.InputCorrupt, "Truncated.") : null);
}
