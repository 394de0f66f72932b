using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Contract.Video;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Orchestrations;
using SegFunctions.Storage;
using SegFunctions.Submission;

namespace SegFunctions.Tests.Submission;

public sealed class JobClientTests : IAsyncDisposable
{
    private readonly ScriptedDurableClient _durable = new();
    private readonly FakeTimeProvider _time = new(Specs.Now);

    [Fact]
    public async Task An_account_finds_its_job()
    {
        _durable.Add(Specs.JobId.ToString(), OrchestrationRuntimeStatus.Running, new JobInput(Specs.Create(2), TimeSpan.FromHours(1)));

        Assert.Equal(["task0", "task1"], (await FindAsync("acct"))!.Items.Select(item => item.Name));
    }

    [Fact]
    public async Task No_account_finds_anothers_job()
    {
        _durable.Add(Specs.JobId.ToString(), OrchestrationRuntimeStatus.Running, new JobInput(Specs.Create(2), TimeSpan.FromHours(1)));

        Assert.Null(await FindAsync("other"));
    }

    [Fact]
    public async Task A_video_that_runs_says_how_far_its_latest_attempt_is()
    {
        var video = new VideoSpec(new VideoSampling(5, null, 100), VideoFiles.None);
        var job = Specs.JobId.ToString();
        _durable.Add(job, OrchestrationRuntimeStatus.Running, new JobInput(Specs.Create(4) with { Video = video }, TimeSpan.FromHours(1)), customStatus: "rrrs");
        _durable.Add($"video-{job}-0-0", OrchestrationRuntimeStatus.Running, customStatus: "12/50");
        _durable.Add($"video-{job}-1-0", OrchestrationRuntimeStatus.Completed, customStatus: "50/50");
        _durable.Add($"video-{job}-1-1", OrchestrationRuntimeStatus.Running, customStatus: "3/50");
        _durable.Add($"video-{job}-2-0", OrchestrationRuntimeStatus.Running);

        var found = (await FindAsync("acct"))!;
        Assert.True(found.Summary.IsVideo);
        Assert.Equal([new FrameProgress(12, 50), new FrameProgress(3, 50), null, null], found.Items.Select(item => item.Frames));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task A_job_with_a_lifetime_of_its_own_is_not_found_after_it(int milliseconds, bool isFound)
    {
        var spec = Specs.Create(1) with { Terms = new JobTerms(Lifetime: TimeSpan.FromDays(8)) };
        var outcome = new JobOutcome(JobStatus.Completed, [new ItemOutcome(JobStatus.Completed, 0, null)], Specs.Now);
        _durable.Add(Specs.JobId.ToString(), OrchestrationRuntimeStatus.Completed, new JobInput(spec, TimeSpan.FromHours(1)), outcome);

        _time.Advance(TimeSpan.FromDays(8) + TimeSpan.FromMilliseconds(milliseconds));
        Assert.Equal(isFound, await FindAsync("acct") is not null);
    }

    public ValueTask DisposeAsync() => _durable.DisposeAsync();

    private Task<Job?> FindAsync(string account)
    {
        var service = new TableServiceClient(new Uri("https://nowhere.invalid"), new TableSharedKeyCredential("x", "eA=="));
        var ledger = new AccountLedger(service, Options.Create(new AccountOptions()), TimeProvider.System, Random.Shared);
        var uploads = new UploadStore(new BlobStore(new BlobServiceClient(new Uri("https://nowhere.invalid"))), Options.Create(new MediaOptions()), TimeProvider.System);
        var jobs = new JobClient(
            new JobTable(service), ledger, uploads, new BlobStore(new BlobServiceClient(new Uri("https://nowhere.invalid"))), QueueInMemory.Unread, Options.Create(new JobOptions()), Options.Create(new VideoOptions()), _time, Random.Shared, NullLogger<JobClient>.Instance);
        return jobs.FindAsync(_durable, account, Specs.JobId, TestContext.Current.CancellationToken);
    }
}
