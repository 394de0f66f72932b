using SegFunctions.Jobs;

namespace SegFunctions.Tests.Jobs;

public sealed class JobRowTests
{
    public static TheoryData<JobStatus> Statuses { get; } = [.. Enum.GetValues<JobStatus>()];

    [Theory]
    [MemberData(nameof(Statuses))]
    public void A_job_comes_back_from_its_row(JobStatus status)
    {
        var error = status == JobStatus.Failed ? new JobError(JobErrorCode.InputCorrupt, "Truncated.") : null;
        var job = new JobSummary(Specs.JobId, status, 3, Specs.Now, Specs.Now.AddMinutes(1), error);

        Assert.Equal(job, JobRow.Of("acct", job).ToSummary());
    }

    [Fact]
    public void The_newer_job_has_the_lesser_key()
    {
        var older = RowAt(Specs.Now);
        var newer = RowAt(Specs.Now.AddMilliseconds(1));

        Assert.True(string.CompareOrdinal(newer.RowKey, older.RowKey) < 0);
    }

    private static JobRow RowAt(DateTimeOffset time) =>
        JobRow.Of("acct", new JobSummary(JobId.At(time, 0), JobStatus.Queued, 1, time, time, null));
}
