using SegFunctions.Jobs;

namespace SegFunctions.Tests.Jobs;

public sealed class JobStatusRulesTests
{
    [Theory]
    [InlineData(JobStatus.Queued, JobStatus.Queued, JobStatus.Queued)]
    [InlineData(JobStatus.Queued, JobStatus.Running, JobStatus.Running)]
    [InlineData(JobStatus.Queued, JobStatus.Failed, JobStatus.Running)]
    [InlineData(JobStatus.Running, JobStatus.Completed, JobStatus.Running)]
    [InlineData(JobStatus.Completed, JobStatus.Completed, JobStatus.Completed)]
    [InlineData(JobStatus.Completed, JobStatus.Failed, JobStatus.Completed)]
    [InlineData(JobStatus.Failed, JobStatus.Failed, JobStatus.Failed)]
    [InlineData(JobStatus.Completed, JobStatus.Canceled, JobStatus.Canceled)]
    [InlineData(JobStatus.Failed, JobStatus.Canceled, JobStatus.Canceled)]
    public void A_job_is_what_its_items_make_of_it(JobStatus first, JobStatus second, JobStatus job)
    {
        Assert.Equal(job, JobStatusRules.OfJob([first, second]));
        Assert.Equal(job, JobStatusRules.OfJob([second, first]));
    }

    [Fact]
    public void Only_the_three_ends_are_terminal() =>
        Assert.Equal(
            [JobStatus.Completed, JobStatus.Failed, JobStatus.Canceled],
            Enum.GetValues<JobStatus>().Where(status => status.IsTerminal()));
}
