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
using SegFunctions.Contract.Video;
using SegFunctions.Files;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Orchestrations;
using SegFunctions.Results;
using SegFunctions.Retention;
using SegFunctions.Secrets;
using SegFunctions.Storage;
using SegFunctions.Submission;
using SegFunctions.Tests.Hosting;
using SegFunctions.Tests.Secrets;
using SegFunctions.Tests.Submission;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Tests.Retention;

/// <summary>With a real Azurite, whose blobs age as the test advances the clock; a separate one, because everything of every account is deleted.</summary>
public sealed class RetentionTests : IClassFixture<RetentionTests.OwnAzurite>, IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly ScriptedDurableClient _durable = new();
    private readonly string _account = Azurite.DrawAccount();
    private readonly TableServiceClient _tables;
    private readonly BlobStore _blobs;
    private readonly JobTable _jobs;
    private readonly ExpiryTable _expiries;
    private readonly AccountLedger _ledger;
    private readonly UploadStore _uploads;
    private readonly SecretStore _secrets;
    private readonly JobWait _waits;

    public RetentionTests(OwnAzurite own)
    {
        var azurite = own.Azurite;
        _tables = azurite.Tables;
        _blobs = new BlobStore(new BlobServiceClient(azurite.ConnectionString));
        _jobs = new JobTable(_tables);
        _expiries = new ExpiryTable(_tables);
        _ledger = new AccountLedger(_tables, Options.Create(new AccountOptions { Tokens = 100 }), _time, Random.Shared);
        _uploads = new UploadStore(_blobs, Options.Create(new MediaOptions()), TimeProvider.System);
        _waits = new JobWait(_time, NullLogger<JobWait>.Instance);
        _secrets = new SecretStore(_tables, SecretKeys.CipherOf("key"));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_goes_with_all_that_is_its_own_after_30_days()
    {
        var job = await AddJobAsync(1);
        var younger = await AddJobAsync(2, after: TimeSpan.FromDays(1));
        _time.Advance(TimeSpan.FromDays(30) + TimeSpan.FromHours(1));
        await JobRetention().RemoveExpiredAsync(_durable, Token);

        Assert.Null(await FindAsync(job));
        Assert.Empty(await BlobsOfAsync(job));
        Assert.Null(await _secrets.FindAsync(SecretReference.OfJob(_account, job), Token));
        Assert.NotNull(await _secrets.FindAsync(SecretReference.OfJob(_account, younger), Token));
        Assert.Equal([$"archive-{job}", job.ToString()], _durable.Purged.Where(id => id.Contains(job.ToString(), StringComparison.Ordinal)));
        Assert.NotNull(await FindAsync(younger));
        Assert.Equal(3, (await BlobsOfAsync(younger)).Count);
    }

    [Fact]
    public async Task A_job_with_a_lifetime_of_its_own_goes_at_its_end_and_not_before_however_short_the_service_keeps_others()
    {
        var end = _time.GetUtcNow().AddDays(8);
        var job = await AddJobAsync(1, expires: end);
        var rowless = await AddJobAsync(2);
        await _jobs.RemoveAsync(_account, rowless, Token);
        var retention = JobRetention(TimeSpan.FromDays(7));

        _time.Advance(TimeSpan.FromDays(8) - TimeSpan.FromMilliseconds(1));
        await retention.RemoveExpiredAsync(_durable, Token);
        Assert.NotNull(await FindAsync(job));
        Assert.Equal(3, (await BlobsOfAsync(job)).Count);
        Assert.Empty(await BlobsOfAsync(rowless));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await FindAsync(job));
        await retention.RemoveExpiredAsync(_durable, Token);
        Assert.Empty(await BlobsOfAsync(job));
        Assert.Null(await _jobs.FindAsync(_account, job, Token));
    }

    [Fact]
    public async Task Results_with_a_lifetime_of_their_own_go_before_their_job()
    {
        var now = _time.GetUtcNow();
        var job = await AddJobAsync(1, expires: now.AddDays(30), resultsExpire: now.AddDays(3));
        var request = new ResultPaths(_account, job.ToString()).Job.Below("request.json");
        await _blobs.PutAsync(request, BinaryData.FromString("x"), "text/plain", Token);
        var retention = JobRetention();

        _time.Advance(TimeSpan.FromDays(3) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, await retention.RemoveExpiredAsync(_durable, Token));
        Assert.Equal(4, (await BlobsOfAsync(job)).Count);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, await retention.RemoveExpiredAsync(_durable, Token));
        Assert.Equal([request.Name], await BlobsOfAsync(job));
        Assert.Equal((now.AddDays(30), null), (await FindAsync(job)) is { Summary: var kept } ? (kept.Expires, kept.ResultsExpire) : default);
        _time.Advance(TimeSpan.FromDays(27));
        await retention.RemoveExpiredAsync(_durable, Token);
        Assert.Null(await _jobs.FindAsync(_account, job, Token));
        Assert.Empty(await BlobsOfAsync(job));
    }

    [Fact]
    public async Task A_job_goes_with_what_it_has_stored_of_its_inputs_when_its_own_lifetime_is_over()
    {
        var now = _time.GetUtcNow();
        var (soon, late) = (await AddJobAsync(1, expires: now.AddMinutes(15)), await AddJobAsync(2, expires: now.AddMinutes(16)));
        var inputs = Enumerable.Range(0, 3).Select(i => UploadTicket.BlobOf(_account, $"input{i}")).ToList();
        foreach (var input in inputs)
        {
            await _blobs.PutAsync(input, BinaryData.FromString("x"), "text/plain", Token);
        }

        var spec = Specs.Create(1) with { Account = _account, Items = [new("a", inputs[0]), new("b", inputs[1], IsInline: true), new("c", inputs[2], 0)] };
        _durable.Add(soon.ToString(), OrchestrationRuntimeStatus.Completed, new JobInput(spec, TimeSpan.FromHours(1)));
        await _expiries.AddAsync(new Expiry(_account, soon, now.AddMinutes(15)), Token);
        await _expiries.AddAsync(new Expiry(_account, late, now.AddMinutes(16)), Token);

        _time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(1));
        Assert.Equal(0, await JobRetention().RemoveDueAsync(_durable, Token));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(1, await JobRetention().RemoveDueAsync(_durable, Token));

        Assert.Empty(await BlobsOfAsync(soon));
        Assert.Null(await _jobs.FindAsync(_account, soon, Token));
        Assert.Equal(3, (await BlobsOfAsync(late)).Count);
        var stays = await Task.WhenAll(inputs.Select(async input => await _blobs.FindPropertiesAsync(input, Token) is not null));
        Assert.Equal([true, false, false], stays);
        Assert.Equal(0, await JobRetention().RemoveDueAsync(_durable, Token));
    }

    [Fact]
    public async Task A_job_that_is_still_open_stays()
    {
        var job = await AddJobAsync(1);
        _durable.Add(job.ToString(), OrchestrationRuntimeStatus.Running);
        _time.Advance(TimeSpan.FromDays(40));
        await JobRetention().RemoveExpiredAsync(_durable, Token);

        Assert.NotNull(await _jobs.FindAsync(_account, job, Token));
        Assert.Equal(3, (await BlobsOfAsync(job)).Count);
    }

    [Fact]
    public async Task Results_whose_row_was_lost_go_too()
    {
        var job = await AddJobAsync(1);
        await _jobs.RemoveAsync(_account, job, Token);
        _time.Advance(TimeSpan.FromDays(31));
        await JobRetention().RemoveExpiredAsync(_durable, Token);

        Assert.Empty(await BlobsOfAsync(job));
    }

    [Fact]
    public async Task An_upload_that_no_job_names_goes_after_a_day_and_a_used_one_after_30_and_five_minutes()
    {
        var unused = await UploadAsync();
        var used = await UploadAsync();
        await _uploads.MarkUsedAsync([used], Token);
        var retention = new UploadRetention(_blobs, RetentionOptions(), _time);

        _time.Advance(TimeSpan.FromHours(23));
        await retention.RemoveExpiredAsync(Token);
        Assert.NotNull(await _blobs.FindAsync(unused, Token));
        _time.Advance(TimeSpan.FromHours(2));
        await retention.RemoveExpiredAsync(Token);
        Assert.Null(await _blobs.FindAsync(unused, Token));
        Assert.NotNull(await _blobs.FindAsync(used, Token));
        _time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromHours(25) + TimeSpan.FromMinutes(4));
        await retention.RemoveExpiredAsync(Token);
        Assert.NotNull(await _blobs.FindAsync(used, Token));
        _time.Advance(TimeSpan.FromMinutes(2));
        await retention.RemoveExpiredAsync(Token);
        Assert.Null(await _blobs.FindAsync(used, Token));
    }

    [Fact]
    public async Task A_file_without_content_goes_after_a_week_and_one_with_content_never()
    {
        var (table, contents) = (new FileTable(_tables), new FileContents(_blobs, _time));
        var (files, scope) = (new FileStore(table, contents, _time, Random.Shared), new FileScope(_account, "plant"));
        var empty = (await files.CreateAsync(scope, new FileDescription("empty", "x"), overwrite: false, Token)).File!;
        var filled = (await files.CreateAsync(scope, new FileDescription("filled"), overwrite: false, Token)).File!;
        await files.FillAsync(filled, new MemoryStream([1]), Token);
        var retention = new FileRetention(table, contents, Options.Create(new StoredFileOptions()), _time);

        _time.Advance(TimeSpan.FromDays(6.9));
        Assert.Equal(0, await retention.RemoveExpiredAsync(Token));
        _time.Advance(TimeSpan.FromDays(400));
        Assert.Equal(1, await retention.RemoveExpiredAsync(Token));

        Assert.Equal([null, filled.Id], (await files.FindAsync(scope, [new FileName(empty.Id), new FileName(filled.Id)], Token)).Select(file => file?.Id));
        Assert.NotNull((await files.CreateAsync(scope, new FileDescription("again", "x"), overwrite: false, Token)).File);
    }

    [Fact]
    public async Task An_upload_with_an_end_of_its_own_goes_then_unless_a_job_has_used_it()
    {
        var end = _time.GetUtcNow().AddDays(7);
        var (unused, used) = (await UploadAsync(end), await UploadAsync(end));
        await _uploads.MarkUsedAsync([used], Token);
        var retention = new UploadRetention(_blobs, RetentionOptions(), _time);

        _time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        await retention.RemoveExpiredAsync(Token);
        Assert.NotNull(await _blobs.FindAsync(unused, Token));
        _time.Advance(TimeSpan.FromSeconds(1));
        await retention.RemoveExpiredAsync(Token);
        Assert.Null(await _blobs.FindAsync(unused, Token));
        Assert.NotNull(await _blobs.FindAsync(used, Token));
    }

    [Fact]
    public async Task A_mark_leaves_the_upload_as_it_was()
    {
        var upload = await UploadAsync();
        await _uploads.MarkUsedAsync([upload], Token);

        Assert.Equal([new UploadedFile("image/png", 3)], await _uploads.FindAsync(_account, [upload.Name.Split('/')[1]], Token));
    }

    [Fact]
    public async Task The_orchestrations_of_a_jobs_videos_go_before_its_own()
    {
        var job = await AddJobAsync(1);
        var video = Specs.Create(2) with { Account = _account, Video = new VideoSpec(new VideoSampling(5, null, 100), VideoFiles.None) };
        _durable.Add(job.ToString(), OrchestrationRuntimeStatus.Completed, new JobInput(video, TimeSpan.FromHours(1)));
        _time.Advance(TimeSpan.FromDays(30) + TimeSpan.FromHours(1));
        await JobRetention().RemoveExpiredAsync(_durable, Token);

        Assert.Equal(
            [$"video-{job}-0-0", $"video-{job}-0-1", $"video-{job}-1-0", $"video-{job}-1-1", $"archive-{job}", job.ToString()],
            _durable.Purged.Where(id => id.Contains(job.ToString(), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_was_told_of_a_job_goes_with_it()
    {
        var table = new DeliveryTable(_tables, SecretKeys.CipherOf("key"));
        var key = new DeliveryKey(_account, (await AddJobAsync(1)).ToString(), 1, Subscription.Own);
        var delivery = new Delivery(
            key, WebhookEvents.JobCompleted, null, DeliveryPlan.Ladder, DeliveryState.Delivered, _time.GetUtcNow(), BinaryData.FromString("{}"), [], Replays: 1);
        var younger = delivery with { Key = key with { JobId = JobId.At(_time.GetUtcNow().AddDays(1), 1).ToString() } };
        await table.GetOrAddAsync(delivery, Token);
        await table.GetOrAddAsync(younger, Token);
        _time.Advance(TimeSpan.FromDays(30) + TimeSpan.FromHours(1));
        await new DeliveryRetention(table, _ledger, RetentionOptions(), _time).RemoveExpiredAsync(_durable, Token);

        Assert.Null(await table.FindAsync(key, Token));
        Assert.NotNull(await table.FindAsync(younger.Key, Token));
        Assert.Equal([key.InstanceIdOf(0), key.InstanceIdOf(1)], _durable.Purged);
    }

    [Fact]
    public async Task An_archive_goes_after_a_day_and_its_job_stays()
    {
        var job = await AddJobAsync(1);
        var zip = new ArchivePaths(_account, job.ToString()).Zip;
        var retention = new ArchiveRetention(_blobs, Options.Create(new ArchiveOptions()), _time);

        _time.Advance(TimeSpan.FromHours(23));
        await retention.RemoveExpiredAsync(_durable, Token);
        Assert.NotNull(await _blobs.FindAsync(zip, Token));
        _time.Advance(TimeSpan.FromHours(2));
        await retention.RemoveExpiredAsync(_durable, Token);

        Assert.Null(await _blobs.FindAsync(zip, Token));
        Assert.Contains($"archive-{job}", _durable.Purged);
        Assert.DoesNotContain(job.ToString(), _durable.Purged);
        Assert.NotNull(await _jobs.FindAsync(_account, job, Token));
    }

    [Fact]
    public async Task What_networks_saw_goes_after_a_week()
    {
        var features = new BlobReference(ContainerNames.Features, "pixels/networks");
        await _blobs.PutAsync(features, new BinaryData([1, 2, 3]), "application/octet-stream", Token);
        var retention = new FeatureRetention(_blobs, RetentionOptions(), _time);

        _time.Advance(TimeSpan.FromDays(6.9));
        Assert.Equal(0, await retention.RemoveExpiredAsync(Token));
        _time.Advance(TimeSpan.FromDays(0.2));
        Assert.Equal(1, await retention.RemoveExpiredAsync(Token));

        Assert.Null(await _blobs.FindAsync(features, Token));
    }

    [Theory]
    [InlineData(null, 100)]
    [InlineData(OrchestrationRuntimeStatus.Failed, 100)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, 100)]
    [InlineData(OrchestrationRuntimeStatus.Running, 95)]
    public async Task Tokens_of_a_job_that_will_never_settle_them_come_back(OrchestrationRuntimeStatus? status, long left)
    {
        var job = JobId.At(_time.GetUtcNow(), 1);
        await _ledger.ReserveAsync(_account, job, 5, default, Token);
        if (status is { } known)
        {
            _durable.Add(job.ToString(), known);
        }

        var retention = new LedgerRetention(_ledger, RetentionOptions(), _time);
        await retention.SettleLostAsync(_durable, Token);
        Assert.Equal(95, (await _ledger.GetAsync(_account, Token)).Tokens);
        _time.Advance(TimeSpan.FromHours(2));
        await retention.SettleLostAsync(_durable, Token);

        Assert.Equal(left, (await _ledger.GetAsync(_account, Token)).Tokens);
    }

    public ValueTask DisposeAsync()
    {
        _waits.Dispose();
        return _durable.DisposeAsync();
    }

    public sealed class OwnAzurite : IAsyncLifetime
    {
        public Azurite Azurite { get; } = new();

        public ValueTask InitializeAsync() => Azurite.InitializeAsync();

        public ValueTask DisposeAsync() => Azurite.DisposeAsync();
    }

    private JobRetention JobRetention(TimeSpan? assets = null) => new(_jobs, _expiries, _ledger, _blobs, Deletion(), RetentionOptions(assets), _time);

    private JobDeletion Deletion()
    {
        var presence = new JobPresence(_jobs, _time);
        return new JobDeletion(
            _jobs,
            _expiries,
            _blobs,
            _secrets,
            new IdempotencyTable(_tables),
            new ArchiveClient(_blobs, presence, Options.Create(new ArchiveOptions()), _time),
            new DeliveryRemoval(new DeliveryTable(_tables, SecretKeys.CipherOf("key")), presence, _time),
            new JobCancellation(_blobs, presence, NullLogger<JobCancellation>.Instance),
            _waits);
    }

    private static IOptions<RetentionOptions> RetentionOptions(TimeSpan? assets = null)
    {
        var options = new RetentionOptions();
        options.Assets = assets ?? options.Assets;
        return Options.Create(options);
    }

    /// <summary>The response to a client; null for a 404.</summary>
    private Task<Job?> FindAsync(JobId id) =>
        new JobClient(_jobs, _ledger, _uploads, _blobs, QueueInMemory.Unread, Options.Create(new JobOptions()), Options.Create(new VideoOptions()), _time, Random.Shared, NullLogger<JobClient>.Instance).FindAsync(_durable, _account, id, Token);

    private async Task<JobId> AddJobAsync(int chance, TimeSpan after = default, DateTimeOffset? expires = null, DateTimeOffset? resultsExpire = null)
    {
        var id = JobId.At(_time.GetUtcNow() + after, chance);
        await _ledger.ReserveAsync(_account, id, 1, default, Token);
        await _ledger.SettleAsync(_account, id, 1, Token);
        await _jobs.PutAsync(_account, new JobSummary(id, JobStatus.Completed, 1, id.Created, id.Created, null) { Expires = expires, ResultsExpire = resultsExpire }, Token);
        await _secrets.TryAddAsync(SecretReference.OfJob(_account, id), BinaryData.FromString("s3cret"), Token);
        var archive = new ArchivePaths(_account, id.ToString());
        foreach (var blob in (BlobReference[])[new ResultPaths(_account, id.ToString()).Manifest, archive.Zip, archive.Plan])
        {
            await _blobs.PutAsync(blob, BinaryData.FromString("x"), "text/plain", Token);
        }

        return id;
    }

    private async Task<IReadOnlyList<string>> BlobsOfAsync(JobId id)
    {
        var archive = new ArchivePaths(_account, id.ToString());
        var zip = await _blobs.FindAsync(archive.Zip, Token) is null ? [] : (string[])[archive.Zip.Name];
        return [.. await _blobs.ListAsync(new ResultPaths(_account, id.ToString()).Job, Token), .. await _blobs.ListAsync(archive.Folder, Token), .. zip];
    }

    private async Task<BlobReference> UploadAsync(DateTimeOffset? keptUntil = null)
    {
        var ticket = UploadTicket.Draw(_account, "image/png") with { KeptUntil = keptUntil };
        using var content = new MemoryStream([1, 2, 3]);
        await _uploads.StoreAsync(ticket, content, Token);
        return ticket.Blob;
    }
}
