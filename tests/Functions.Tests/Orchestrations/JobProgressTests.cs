using SegFunctions.Jobs;
using SegFunctions.Orchestrations;

namespace SegFunctions.Tests.Orchestrations;

public sealed class JobProgressTests
{
    [Fact]
    public void Every_status_is_read_back()
    {
        var statuses = Enum.GetValues<JobStatus>();

        Assert.Equal(statuses, JobProgress.Decode(JobProgress.Encode(statuses), statuses.Length));
    }

    [Fact]
    public void A_hundred_items_take_far_less_than_a_custom_status_may() =>
        Assert.Equal(100, JobProgress.Encode(Enumerable.Repeat(JobStatus.Running, 100)).Length);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ssss")]
    public void Before_the_first_report_everything_is_queued(string? text) =>
        Assert.Equal([JobStatus.Queued, JobStatus.Queued, JobStatus.Queued], JobProgress.Decode(text, 3));
}
