using SegFunctions.Jobs;
using SegFunctions.Orchestrations;

namespace SegFunctions.Tests.Orchestrations;

public sealed class JobProgressTests
{
    /// <summary>Maximum size of a custom status, in UTF-16.</summary>
    private const int MostLetters = 8192;

    [Fact]
    public void Every_status_is_read_back()
    {
        var statuses = Enum.GetValues<JobStatus>();

        Assert.Equal(statuses, JobProgress.Decode(JobProgress.Encode(statuses, [], Specs.Now), statuses.Length));
        Assert.Equal(statuses, JobProgress.Decode(JobProgress.Encode(statuses, [new JobEvent(WebhookEvents.JobStarted, Specs.Now, [])], Specs.Now), statuses.Length));
    }

    [Fact]
    public void Every_event_is_read_back()
    {
        JobEvent[] events =
        [
            new(WebhookEvents.JobStarted, Specs.Now.AddSeconds(-1), []),
            new(WebhookEvents.ItemCompleted, Specs.Now.AddSeconds(70), [new(0, null), new(12, null)]),
            .. Enum.GetValues<JobErrorCode>().Select(code => new JobEvent(WebhookEvents.ItemFailed, Specs.Now.AddDays(2), [new(1, code)])),
        ];
        var text = JobProgress.Encode([JobStatus.Completed, JobStatus.Failed], events, Specs.Now.AddMilliseconds(400));

        var read = JobProgress.DecodeEvents(text, 2, Specs.Now.AddMilliseconds(400));
        Assert.Equal(events.Select(Describe), read.Select(Describe));
    }

    [Fact]
    public void A_hundred_items_that_end_one_by_one_take_far_less_than_a_custom_status_may()
    {
        var events = Enumerable.Range(0, 100).Select(i => new JobEvent(WebhookEvents.ItemFailed, Specs.Now.AddDays(1), [new(i, JobErrorCode.DeadlineExceeded)]));

        Assert.InRange(JobProgress.Encode(Enumerable.Repeat(JobStatus.Running, 100), events, Specs.Now).Length, 101, MostLetters / 4);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ssss")]
    [InlineData("ss s0")]
    public void Before_the_first_report_everything_is_queued(string? text)
    {
        Assert.Equal([JobStatus.Queued, JobStatus.Queued, JobStatus.Queued], JobProgress.Decode(text, 3));
        Assert.Empty(JobProgress.DecodeEvents(text, 3, Specs.Now));
    }

    private static string Describe(JobEvent happened) => $"{happened.Event} {happened.Time:O} {string.Join(' ', happened.Items)}";
}
