using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Orchestrations;
using SegFunctions.Storage;
using SegFunctions.Submission;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Submission;

public sealed class JobListsTests(Azurite azurite) : IAsyncDisposable
{
    private const int Jobs = 25;

    private readonly ScriptedDurableClient _durable = new();
    private readonly string _account = Azurite.DrawAccount();
    private readonly JobTable _table = new(azurite.Tables);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest()
    {
        await FillAsync();

        Assert.Equal(Enumerable.Range(0, Jobs).Reverse(), (await WalkAsync(JobFilter.None, 10)).Select(job => Number(job.Id)));
    }

    [Fact]
    public async Task A_cursor_stays_where_it_is_while_jobs_arrive()
    {
        await FillAsync();
        var first = await ListAsync(JobFilter.None, null, 10);
        await AddAsync(100, JobStatus.Completed, 1);
        var second = await ListAsync(JobFilter.None, first.Next, 10);

        Assert.Equal(Enumerable.Range(5, 10).Reverse(), second.Jobs.Select(job => Number(job.Id)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(100)]
    public async Task A_filter_leaves_out_what_does_not_match_and_loses_nothing(int limit)
    {
        await FillAsync();
        var failed = await WalkAsync(new JobFilter(null, null, null, [JobStatus.Failed]), limit);
        var batches = await WalkAsync(new JobFilter(null, false, null, [JobStatus.Completed]), limit);

        Assert.Equal([20, 15, 10, 5, 0], failed.Select(job => Number(job.Id)));
        Assert.Equal(Enumerable.Range(0, Jobs).Where(i => i % 5 != 0 && i % 2 == 1).Reverse(), batches.Select(job => Number(job.Id)));
    }

    [Fact]
    public async Task An_open_job_is_listed_as_its_orchestration_stands()
    {
        var id = await AddAsync(1, JobStatus.Queued, 2);
        var input = new JobInput(Specs.Create(2) with { Account = _account }, TimeSpan.FromHours(1));
        _durable.Add(id.ToString(), OrchestrationRuntimeStatus.Running, input, customStatus: "rq");

        Assert.Equal(JobStatus.Running, Assert.Single(await WalkAsync(new JobFilter(null, null, null, [JobStatus.Running]), 10)).Status);
        Assert.Empty(await WalkAsync(new JobFilter(null, null, null, [JobStatus.Queued]), 10));
    }

    [Fact]
    public async Task One_job_is_found_by_its_id_and_only_by_its_account()
    {
        var id = await AddAsync(1, JobStatus.Completed, 1);
        var filter = new JobFilter(id, null, null, null);

        Assert.Equal(id, Assert.Single((await ListAsync(filter, null, 10)).Jobs).Id);
        Assert.Empty((await ListAsync(filter with { OneItem = false }, null, 10)).Jobs);
        Assert.Empty((await CreateLists().ListAsync(_durable, Azurite.DrawAccount(), filter, null, 10, Token)).Jobs);
    }

    [Fact]
    public async Task An_APIs_own_jobs_are_listed_alone_with_both_ends_of_a_time_and_counted()
    {
        await FillAsync();
        foreach (var i in Enumerable.Range(100, 6))
        {
            await AddAsync(i, JobStatus.Completed, 1, "PiApi");
        }

        var all = new ApiJobsQuery("PiApi", null, null, Skip: 1, Take: 2);
        Assert.Equal("104 103 of 6", await DescribeAsync(all));
        Assert.Equal("103 of 3", await DescribeAsync(all with { From = Specs.Now.AddMinutes(102), Until = Specs.Now.AddMinutes(105), Take = 1 }));
        Assert.Equal(" of 0", await DescribeAsync(all with { From = DateTimeOffset.MaxValue }));
        Assert.Equal("104 103 of 6", await DescribeAsync(all with { From = DateTimeOffset.UnixEpoch, Until = DateTimeOffset.MaxValue }));
        Assert.Equal(" of 0", await DescribeAsync(all with { Api = "Other" }));

        async Task<string> DescribeAsync(ApiJobsQuery query)
        {
            var (jobs, count) = await CreateLists().ListOfApiAsync(_durable, _account, query, Token);
            return $"{string.Join(' ', jobs.Select(job => Number(job.Id)))} of {count}";
        }
    }

    public ValueTask DisposeAsync() => _durable.DisposeAsync();

    private static JobId Id(int number) => JobId.At(Specs.Now.AddMinutes(number), 0);

    private static int Number(JobId id) => (int)(id.Created - Specs.Now).TotalMinutes;

    private async Task FillAsync()
    {
        for (var i = 0; i < Jobs; i++)
        {
            await AddAsync(i, i % 5 == 0 ? JobStatus.Failed : JobStatus.Completed, 1 + (i % 2));
        }
    }

    private async Task<JobId> AddAsync(int number, JobStatus status, int items, string? api = null)
    {
        var id = Id(number);
        await _table.PutAsync(_account, new JobSummary(id, status, items, id.Created, id.Created, null) { Api = api }, Token);
        return id;
    }

    private async Task<IReadOnlyList<JobSummary>> WalkAsync(JobFilter filter, int limit)
    {
        var jobs = new List<JobSummary>();
        for (JobId? after = null; ;)
        {
            var page = await ListAsync(filter, after, limit);
            Assert.InRange(page.Jobs.Count, 0, limit);
            jobs.AddRange(page.Jobs);
            if (page.Next is null)
            {
                return jobs;
            }

            after = page.Next;
        }
    }

    private Task<JobPage> ListAsync(JobFilter filter, JobId? after, int limit) =>
        CreateLists().ListAsync(_durable, _account, filter, after, limit, Token);

    private JobLists CreateLists()
    {
        var time = new FakeTimeProvider(Specs.Now);
        var ledger = new AccountLedger(azurite.Tables, Options.Create(new AccountOptions()), time, Random.Shared);
        var uploads = new UploadStore(new BlobStore(azurite.Blobs), Options.Create(new MediaOptions()), TimeProvider.System);
        var jobs = new JobClient(_table, ledger, uploads, new BlobStore(azurite.Blobs), QueueInMemory.Unread, Options.Create(new JobOptions()), Options.Create(new VideoOptions()), time, Random.Shared, NullLogger<JobClient>.Instance);
        return new JobLists(_table, ledger, jobs, time);
    }
}
