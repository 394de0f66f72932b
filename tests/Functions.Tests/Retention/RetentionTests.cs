using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Archives;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Results;
using SegFunctions.Retention;
using SegFunctions.Storage;
using SegFunctions.Submission;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Retention;

/// <summary>On a real Azurite, whose blobs are as old as the test lets the clock go ahead; one of its own, since every account's things go.</summary>
public sealed class RetentionTests : IClassFixture<RetentionTests.OwnAzurite>, IAsyncDisposable
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);
    private readonly ScriptedDurableClient durable = new();
    private readonly string account = Azurite.DrawAccount();
    private readonly TableServiceClient tables;
    private readonly BlobStore blobs;
    private readonly JobTable jobs;
    private readonly AccountLedger ledger;
    private readonly UploadStore uploads;

    public RetentionTests(OwnAzurite own)
    {
        var azurite = own.Azurite;
        tables = azurite.Tables;
        blobs = new BlobStore(new BlobServiceClient(azurite.ConnectionString));
        jobs = new JobTable(tables);
        ledger = new AccountLedger(tables, Options.Create(new AccountOptions { Tokens = 100 }), time);
        uploads = new UploadStore(blobs, Options.Create(new MediaOptions()));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_goes_with_all_that_is_its_own_after_30_days()
    {
        var job = await AddJobAsync(1);
        var younger = await AddJobAsync(2, after: TimeSpan.FromDays(1));
        time.Advance(TimeSpan.FromDays(30) + TimeSpan.FromHours(1));
        await new JobRetention(jobs, ledger, blobs, RetentionOptions(), time).RemoveExpiredAsync(durable, Token);

        Assert.Null(await FindAsync(job));
        Assert.Empty(await BlobsOfAsync(job));
        Assert.Equal([$"archive-{job}", job.ToString()], durable.Purged.Where(id => id.Contains(job.ToString(), StringComparison.Ordinal)));
        Assert.NotNull(await FindAsync(younger));
        Assert.Equal(3, (await BlobsOfAsync(younger)).Count);
    }

    [Fact]
    public async Task A_job_that_is_still_open_stays()
    {
        var job = await AddJobAsync(1);
        durable.Add(job.ToString(), OrchestrationRuntimeStatus.Running);
        time.Advance(TimeSpan.FromDays(40));
        await new JobRetention(jobs, ledger, blobs, RetentionOptions(), time).RemoveExpiredAsync(durable, Token);

        Assert.NotNull(await jobs.FindAsync(account, job, Token));
        Assert.Equal(3, (await BlobsOfAsync(job)).Count);
    }

    [Fact]
    public async Task Results_whose_row_was_lost_go_too()
    {
        var job = await AddJobAsync(1);
        await jobs.RemoveAsync(account, job, Token);
        time.Advance(TimeSpan.FromDays(31));
        await new JobRetention(jobs, ledger, blobs, RetentionOptions(), time).RemoveExpiredAsync(durable, Token);

        Assert.Empty(await BlobsOfAsync(job));
    }

    [Fact]
    public async Task An_upload_that_no_job_names_goes_after_a_day_and_a_used_one_after_30()
    {
        var unused = await UploadAsync();
        var used = await UploadAsync();
        await uploads.MarkUsedAsync(used, Token);
        var retention = new UploadRetention(blobs, RetentionOptions(), time);

        time.Advance(TimeSpan.FromHours(23));
        await retention.RemoveExpiredAsync(Token);
        Assert.NotNull(await blobs.FindAsync(unused, Token));
        time.Advance(TimeSpan.FromHours(2));
        await retention.RemoveExpiredAsync(Token);
        Assert.Null(await blobs.FindAsync(unused, Token));
        Assert.NotNull(await blobs.FindAsync(used, Token));
        time.Advance(TimeSpan.FromDays(30));
        await retention.RemoveExpiredAsync(Token);
        Assert.Null(await blobs.FindAsync(used, Token));
    }

    [Fact]
    public async Task A_mark_leaves_the_upload_as_it_was()
    {
        var upload = await UploadAsync();
        await uploads.MarkUsedAsync(upload, Token);

        Assert.Equal([new UploadedFile("image/png", 3)], await uploads.FindAsync(account, [upload.Name.Split('/')[1]], Token));
    }

    [Fact]
    public async Task An_archive_goes_after_a_day_and_its_job_stays()
    {
        var job = await AddJobAsync(1);
        var zip = new ArchivePaths(account, job.ToString()).Zip;
        var retention = new ArchiveRetention(blobs, Options.Create(new ArchiveOptions()), time);

        time.Advance(TimeSpan.FromHours(23));
        await retention.RemoveExpiredAsync(durable, Token);
        Assert.NotNull(await blobs.FindAsync(zip, Token));
        time.Advance(TimeSpan.FromHours(2));
        await retention.RemoveExpiredAsync(durable, Token);

        Assert.Null(await blobs.FindAsync(zip, Token));
        Assert.Contains($"archive-{job}", durable.Purged);
        Assert.DoesNotContain(job.ToString(), durable.Purged);
        Assert.NotNull(await jobs.FindAsync(account, job, Token));
    }

    [Fact]
    public async Task What_networks_saw_goes_after_a_week()
    {
        var features = new BlobReference(ContainerNames.Features, "pixels/networks");
        await blobs.PutAsync(features, new BinaryData([1, 2, 3]), "application/octet-stream", Token);
        var retention = new FeatureRetention(blobs, RetentionOptions(), time);

        time.Advance(TimeSpan.FromDays(6.9));
        Assert.Equal(0, await retention.RemoveExpiredAsync(Token));
        time.Advance(TimeSpan.FromDays(0.2));
        Assert.Equal(1, await retention.RemoveExpiredAsync(Token));

        Assert.Null(await blobs.FindAsync(features, Token));
    }

    [Theory]
    [InlineData(null, 100)]
    [InlineData(OrchestrationRuntimeStatus.Failed, 100)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, 100)]
    [InlineData(OrchestrationRuntimeStatus.Running, 95)]
    public async Task Tokens_of_a_job_that_will_never_settle_them_come_back(OrchestrationRuntimeStatus? status, long left)
    {
        var job = JobId.At(time.GetUtcNow(), 1);
        await ledger.ReserveAsync(account, job, 5, 0, Token);
        if (status is { } known)
        {
            durable.Add(job.ToString(), known);
        }

        var retention = new LedgerRetention(ledger, RetentionOptions(), time);
        await retention.SettleLostAsync(durable, Token);
        Assert.Equal(95, (await ledger.GetAsync(account, Token)).Tokens);
        time.Advance(TimeSpan.FromHours(2));
        await retention.SettleLostAsync(durable, Token);

        Assert.Equal(left, (await ledger.GetAsync(account, Token)).Tokens);
    }

    public ValueTask DisposeAsync() => durable.DisposeAsync();

    public sealed class OwnAzurite : IAsyncLifetime
    {
        public Azurite Azurite { get; } = new();

        public ValueTask InitializeAsync() => Azurite.InitializeAsync();

        public ValueTask DisposeAsync() => Azurite.DisposeAsync();
    }

    private static IOptions<RetentionOptions> RetentionOptions() => Options.Create(new RetentionOptions());

    /// <summary>What a client would be answered; null is a 404.</summary>
    private Task<Job?> FindAsync(JobId id) =>
        new JobClient(jobs, ledger, Options.Create(new JobLimits()), time, NullLogger<JobClient>.Instance).FindAsync(durable, account, id, Token);

    private async Task<JobId> AddJobAsync(int chance, TimeSpan after = default)
    {
        var id = JobId.At(time.GetUtcNow() + after, chance);
        await ledger.ReserveAsync(account, id, 1, 0, Token);
        await ledger.SettleAsync(account, id, 1, Token);
        await jobs.PutAsync(account, new JobSummary(id, JobStatus.Completed, 1, id.Created, id.Created, null), Token);
        var archive = new ArchivePaths(account, id.ToString());
        foreach (var blob in (BlobReference[])[new ResultPaths(account, id.ToString()).Manifest, archive.Zip, archive.Plan])
        {
            await blobs.PutAsync(blob, BinaryData.FromString("x"), "text/plain", Token);
        }

        return id;
    }

    private async Task<IReadOnlyList<string>> BlobsOfAsync(JobId id)
    {
        var archive = new ArchivePaths(account, id.ToString());
        var zip = await blobs.FindAsync(archive.Zip, Token) is null ? [] : (string[])[archive.Zip.Name];
        return [.. await blobs.ListAsync(new ResultPaths(account, id.ToString()).Job, Token), .. await blobs.ListAsync(archive.Folder, Token), .. zip];
    }

    private async Task<BlobReference> UploadAsync()
    {
        var ticket = UploadTicket.Draw(account, "image/png");
        using var content = new MemoryStream([1, 2, 3]);
        await uploads.StoreAsync(ticket, content, Token);
        return ticket.Blob;
    }
}
