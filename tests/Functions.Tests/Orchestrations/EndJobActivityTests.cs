using Azure;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;
using SegFunctions.Results;
using SegFunctions.Storage;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Orchestrations;

/// <summary>A job of three pictures at a price of 5, the first and the last of which succeeded.</summary>
public sealed class EndJobActivityTests : IDisposable
{
    private readonly JobSpec _spec;
    private readonly ResultPaths _paths;
    private readonly BlobStore _blobs;
    private readonly ResultStore _results;
    private readonly ManifestStore _manifests;
    private readonly StorageRequests _requests = new();
    private readonly AccountLedger _ledger;
    private readonly JobTable _table;
    private readonly ExpiryTable _expiries;
    private readonly EndJobActivity _activity;

    public EndJobActivityTests(Azurite azurite)
    {
        _spec = Specs.Create(3) with { Account = Azurite.DrawAccount(), Terms = new JobTerms(Price: 5, Lifetime: TimeSpan.FromDays(1)) };
        _paths = new ResultPaths(_spec.Account, Specs.JobId.ToString());
        _blobs = new BlobStore(new BlobServiceClient(azurite.ConnectionString));
        _results = new ResultStore(_blobs);
        _manifests = new ManifestStore(_blobs, _results);
        var tables = _requests.Watch(azurite);
        _ledger = new AccountLedger(tables, Options.Create(new AccountOptions { Tokens = 100 }), new FakeTimeProvider(Specs.Now), new Random(1));
        _table = new JobTable(tables);
        _expiries = new ExpiryTable(tables);
        _activity = new EndJobActivity(_results, _manifests, _ledger, new EndedJobs(_table, _expiries, NullLogger<EndedJobs>.Instance));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_manifest_is_written_what_succeeded_is_paid_and_the_row_says_so()
    {
        await BeginAsync(0, 2);

        Assert.Empty((await EndAsync()).Missing);
        Assert.Equal([1, 0, 1], (await _manifests.FindAsync(_spec.Account, Specs.JobId, Token))!.Items.Select(item => item.Segments.Count));
        await AssertEndedAsync();
    }

    /// <summary>The job's row never says that it has ended while its tokens are reserved: whoever reads that may submit the next job.</summary>
    [Theory]
    [InlineData("POST /devstoreaccount1/$batch")]
    [InlineData("PUT /devstoreaccount1/jobs")]
    [InlineData("PUT /devstoreaccount1/expiries")]
    public async Task A_write_that_fails_is_made_good_by_the_next_run(string failing)
    {
        await BeginAsync(0, 2);
        _requests.Fails = request => request.StartsWith(failing, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RequestFailedException>(EndAsync);
        Assert.True(await _table.FindAsync(_spec.Account, Specs.JobId, Token) is null || (await _ledger.GetAsync(_spec.Account, Token)).OpenJobs == 0);
        _requests.Fails = _ => false;

        Assert.Empty((await EndAsync()).Missing);
        await AssertEndedAsync();
    }

    [Fact]
    public async Task A_run_that_broke_off_after_its_manifest_is_carried_on_though_results_went_meanwhile()
    {
        await BeginAsync(0, 2);
        await _manifests.WriteAsync(Ended(), Token);
        await _blobs.RemoveAsync(_paths.Attempt(new ItemAttempt(0, 0)).Below("mask.png"), Token);

        Assert.Empty((await EndAsync()).Missing);
        await AssertEndedAsync();
    }

    [Fact]
    public async Task While_results_are_missing_nothing_is_written_and_nothing_is_paid()
    {
        await BeginAsync(2);

        Assert.Equal([0], (await EndAsync()).Missing);
        Assert.Null(await _manifests.FindAsync(_spec.Account, Specs.JobId, Token));
        Assert.Equal(new AccountBalance(85, 1, 0, 0), await _ledger.GetAsync(_spec.Account, Token));
        Assert.Null(await _table.FindAsync(_spec.Account, Specs.JobId, Token));
    }

    [Fact]
    public async Task It_may_run_again_though_results_went_meanwhile()
    {
        await BeginAsync(0, 2);
        await EndAsync();
        await _blobs.RemoveAsync(_paths.Attempt(new ItemAttempt(0, 0)).Below("mask.png"), Token);

        Assert.Empty((await EndAsync()).Missing);
        Assert.Equal(new AccountBalance(90, 0, 10, 10), await _ledger.GetAsync(_spec.Account, Token));
    }

    [Fact]
    public async Task It_names_a_staged_job_that_may_start_now()
    {
        await BeginAsync(0, 2);
        var staged = JobId.At(Specs.Now, 8);
        await _ledger.ReserveAsync(_spec.Account, staged, 1, new JobAllowance(0, 1), Token);

        Assert.Equal(staged.ToString(), (await EndAsync()).Next);
    }

    public void Dispose() => _results.Dispose();

    private Task<JobEnd> EndAsync() => _activity.RunAsync(Ended(), Token);

    /// <summary>Two pictures are paid for, the row says that the job has completed, and the time of its deletion is recorded.</summary>
    private async Task AssertEndedAsync()
    {
        Assert.Equal(new AccountBalance(90, 0, 10, 10), await _ledger.GetAsync(_spec.Account, Token));
        Assert.Equal(JobStatus.Completed, (await _table.FindAsync(_spec.Account, Specs.JobId, Token))!.Status);
        var end = Specs.Now + TimeSpan.FromDays(1);
        Assert.Contains(new Expiry(_spec.Account, Specs.JobId, end), await _expiries.ListAsync(end, Token).ToListAsync(Token));
    }

    private TerminalJob Ended()
    {
        ItemOutcome completed = new(JobStatus.Completed, 0, null), failed = new(JobStatus.Failed, 0, new JobError(JobErrorCode.InputCorrupt, "Truncated."));
        var outcome = new JobOutcome(JobStatus.Completed, [completed, failed, completed], Specs.Now);
        return new TerminalJob(Specs.JobId.ToString(), _spec, outcome);
    }

    /// <summary>Reserves the job's tokens and stores the results of these items.</summary>
    private async Task BeginAsync(params int[] items)
    {
        await _ledger.ReserveAsync(_spec.Account, Specs.JobId, _spec.Terms.PriceOf(_spec.Items.Count), new JobAllowance(0, 1), Token);
        foreach (var item in items)
        {
            var attempt = new ItemAttempt(item, 0);
            var segment = new Segment(0, "boat", 0.9, 0.9, new PixelBox(0, 0, 4, 4), 16, "mask.png");
            var document = new SegmentsDocument(4, 4, [segment], [], null, new Provenance([], "cpu", new InferenceOptions(), new Dictionary<string, double>()));
            await _blobs.PutAsync(_paths.Document(attempt), BinaryData.FromObjectAsJson(document, ContractJson.Options), "application/json", Token);
            await _blobs.PutAsync(_paths.Attempt(attempt).Below("mask.png"), BinaryData.FromString(""), "image/png", Token);
        }
    }
}
