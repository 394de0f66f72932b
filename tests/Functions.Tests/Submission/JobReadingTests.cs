using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;
using SegFunctions.Submission;

namespace SegFunctions.Tests.Submission;

public sealed class JobReadingTests
{
    [Fact]
    public void A_job_whose_orchestration_has_not_begun_is_queued()
    {
        var job = Read(OrchestrationRuntimeStatus.Pending);

        Assert.Equal(JobStatus.Queued, job.Status);
        Assert.All(job.Items, item => Assert.Equal(JobStatus.Queued, item.Status));
    }

    [Fact]
    public void A_job_that_has_to_wait_for_its_turn_is_staged_until_it_says_otherwise()
    {
        var before = Read(OrchestrationRuntimeStatus.Pending, stagedAbove: 2);

        Assert.Equal((JobStatus.Staged, JobStatus.Staged), (before.Status, before.Items[2].Status));
        Assert.Equal(JobStatus.Queued, Read(OrchestrationRuntimeStatus.Running, "qqq", stagedAbove: 2).Status);
    }

    [Theory]
    [InlineData("www", JobStatus.Staged)]
    [InlineData("qqq", JobStatus.Queued)]
    [InlineData("qrq", JobStatus.Running)]
    [InlineData("sfq", JobStatus.Running)]
    [InlineData("sss", JobStatus.Running)]
    public void An_open_job_is_what_its_progress_says_and_never_ended(string progress, JobStatus status) =>
        Assert.Equal(status, Read(OrchestrationRuntimeStatus.Running, progress).Status);

    [Fact]
    public void An_ended_job_is_its_outcome()
    {
        var error = new JobError(JobErrorCode.InputCorrupt, "Truncated.");
        var outcome = new JobOutcome(
            JobStatus.Completed,
            [new(JobStatus.Completed, 0, null), new(JobStatus.Failed, 0, error), new(JobStatus.Completed, 1, null)],
            Specs.Now.AddMinutes(1));
        var job = Read(OrchestrationRuntimeStatus.Completed, "sfs", JsonSerializer.Serialize(outcome));

        Assert.Equal(new JobSummary(Specs.JobId, JobStatus.Completed, 3, Specs.Now, Specs.Now.AddMinutes(1), null), job.Summary);
        Assert.Equal([new("task0", JobStatus.Completed, null), new("task1", JobStatus.Failed, error), new("task2", JobStatus.Completed, null)], job.Items);
    }

    [Fact]
    public void What_has_happened_is_in_its_progress_and_the_end_in_its_outcome()
    {
        var outcome = new JobOutcome(JobStatus.Failed, [new(JobStatus.Failed, 0, null), new(JobStatus.Failed, 0, null), new(JobStatus.Failed, 0, null)], Specs.Now.AddMinutes(1));

        Assert.Equal([WebhookEvents.JobStarted], EventsOf(Read(OrchestrationRuntimeStatus.Running, "fff s0")));
        Assert.Equal(
            [WebhookEvents.JobStarted, WebhookEvents.ItemFailed, WebhookEvents.JobFailed],
            EventsOf(Read(OrchestrationRuntimeStatus.Completed, "fff s0 f1:0!2:1!2:2!2", JsonSerializer.Serialize(outcome))));
        Assert.Equal([WebhookEvents.JobFailed], EventsOf(Read(OrchestrationRuntimeStatus.Failed, "qqq", "plain text, not JSON")));
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    public void A_broken_orchestration_is_a_failed_job_that_keeps_what_ended_before(OrchestrationRuntimeStatus status)
    {
        var job = Read(status, "srq", "plain text, not JSON");

        Assert.Equal(JobErrorCode.OrchestrationFailed, job.Summary.Error?.Code);
        Assert.Equal([JobStatus.Completed, JobStatus.Failed, JobStatus.Failed], job.Items.Select(item => item.Status));
    }

    private static IEnumerable<WebhookEvents> EventsOf(Job job) => job.Events.Select(happened => happened.Event);

    private static Job Read(OrchestrationRuntimeStatus status, string? progress = null, string? output = null, int stagedAbove = 0) =>
        JobReading.Read(Specs.JobId, new OrchestrationMetadata(FunctionNames.RunJob, Specs.JobId.ToString())
        {
            DataConverter = JsonDataConverter.Default,
            RuntimeStatus = status,
            SerializedInput = JsonSerializer.Serialize(new JobInput(Specs.Create(3), TimeSpan.FromHours(1), stagedAbove)),
            SerializedCustomStatus = progress is null ? null : JsonSerializer.Serialize(progress),
            SerializedOutput = output,
        })!;
}
