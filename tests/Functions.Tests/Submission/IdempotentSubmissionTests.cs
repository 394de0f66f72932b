using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Orchestrations;
using SegFunctions.Retention;
using SegFunctions.Storage;
using SegFunctions.Submission;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Submission;

public sealed class IdempotentSubmissionTests(Azurite azurite) : IAsyncDisposable
{
    private const int Tokens = 10;
    private const string Body = "a body";

    private readonly ScriptedDurableClient _durable = new();
    private readonly ConcurrentBag<JobId> _claims = [];
    private readonly FakeTimeProvider _time = new(Specs.Now);
    private readonly string _account = Azurite.DrawAccount();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private AccountLedger Ledger => field ??= new AccountLedger(azurite.Tables, Options.Create(new AccountOptions { Tokens = Tokens }), _time, Random.Shared);

    [Fact]
    public async Task The_same_submission_twice_is_one_job()
    {
        var first = await SubmitAsync("k");
        var second = await SubmitAsync("k");

        Assert.Equal(first, second);
        Assert.Equal([first], _claims);
        await AssertJobsAsync(1);
    }

    /// <summary>Each through a separate instance of the app.</summary>
    [Fact]
    public async Task Many_at_once_make_one_job_and_take_its_tokens_once()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => TrySubmitAsync("k"))));

        Assert.Single(all.OfType<JobId>().Distinct());
        await AssertJobsAsync(1);
        Assert.Equal(all.OfType<JobId>().First(), await SubmitAsync("k"));
    }

    [Fact]
    public async Task Another_body_under_the_same_key_is_refused()
    {
        await SubmitAsync("k");
        var refused = await Assert.ThrowsAsync<IdempotencyException>(() => SubmitAsync("k", body: "another"));

        Assert.Equal(IdempotencyFault.OtherBody, refused.Fault);
        await AssertJobsAsync(1);
    }

    [Fact]
    public async Task Two_keys_are_two_jobs()
    {
        Assert.NotEqual(await SubmitAsync("k"), await SubmitAsync("l"));
        await AssertJobsAsync(2);
    }

    [Fact]
    public async Task Accounts_share_no_keys_and_nobody_sees_them()
    {
        var other = Azurite.DrawAccount();
        var mine = await SubmitAsync("order-17");
        var others = await SubmitAsync("order-17", account: other);

        Assert.NotEqual(mine, others);
        var rows = await azurite.Tables.GetTableClient("idempotency").QueryAsync<IdempotencyRow>(
            row => row.PartitionKey == _account || row.PartitionKey == other, cancellationToken: Token).ToListAsync(Token);
        Assert.Equal(2, rows.Select(row => row.RowKey).Distinct().Count());
        Assert.DoesNotContain(rows, row => row.RowKey.Contains("order", StringComparison.Ordinal) || row.BodyHash.Contains("body", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_submission_leaves_its_key_free()
    {
        await Assert.ThrowsAsync<JobRefusedException>(() => SubmitAsync("k", items: Tokens + 1));
        await SubmitAsync("k");

        await AssertJobsAsync(1);
    }

    [Fact]
    public async Task A_submission_that_is_under_way_is_waited_for()
    {
        await AddRowAsync("k", jobId: null);

        Assert.Equal(IdempotencyFault.UnderWay, (await Assert.ThrowsAsync<IdempotencyException>(() => SubmitAsync("k"))).Fault);
        await AssertJobsAsync(0);
    }

    [Fact]
    public async Task A_request_that_died_before_it_had_a_job_is_taken_over_after_half_a_minute()
    {
        await AddRowAsync("k", jobId: null);
        _time.Advance(TimeSpan.FromSeconds(30));
        await SubmitAsync("k");

        await AssertJobsAsync(1);
    }

    /// <summary>Its tokens are reserved and its row exists: it only has to be started.</summary>
    [Fact]
    public async Task A_start_that_failed_is_made_good_by_the_next_request_under_the_same_id()
    {
        _durable.Failure = new InvalidOperationException("The backend is away.");
        await Assert.ThrowsAsync<InvalidOperationException>(() => SubmitAsync("k"));
        _durable.Failure = null;
        var id = await SubmitAsync("k");

        await AssertJobsAsync(1);
        Assert.Equal([id.ToString()], _durable.Instances.Keys);
    }

    [Fact]
    public async Task A_request_that_died_right_after_its_start_has_its_job_found()
    {
        await AddRowAsync("k", Specs.JobId.ToString());
        _durable.Add(Specs.JobId.ToString(), Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Running);

        Assert.Equal(Specs.JobId, await SubmitAsync("k"));
        await AssertJobsAsync(0);
    }

    [Fact]
    public async Task A_key_whose_id_another_account_has_taken_gets_another_job()
    {
        await AddRowAsync("k", Specs.JobId.ToString());
        _durable.Add(Specs.JobId.ToString(), Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Running, new JobInput(Specs.Create(1), TimeSpan.FromHours(1)));
        _time.Advance(TimeSpan.FromSeconds(30));
        var id = await SubmitAsync("k");

        Assert.NotEqual(Specs.JobId, id);
        Assert.Equal(id, await SubmitAsync("k"));
        await AssertJobsAsync(1);
    }

    /// <summary>If it has an id, it finds its row changed and starts nothing.</summary>
    [Fact]
    public async Task A_slow_request_that_was_taken_over_makes_no_second_job()
    {
        var table = new IdempotencyTable(azurite.Tables);
        await SubmitAsync("k", whileClaiming: async () =>
        {
            // The id is drawn while the key's row is written.
            while (await table.FindAsync(_account, Key("k").Hash, Token) is null)
            {
                await Task.Delay(5, Token);
            }

            _time.Advance(TimeSpan.FromSeconds(30));
            await SubmitAsync("k");
        }).ContinueWith(slow => Assert.IsType<IdempotencyException>(slow.Exception?.InnerException), TaskScheduler.Default);

        Assert.Single(_durable.Instances);
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        var first = await SubmitAsync("k");
        _time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(first, await SubmitAsync("k"));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.NotEqual(first, await SubmitAsync("k", body: "another"));
        await AssertJobsAsync(2);
    }

    [Fact]
    public async Task Retention_removes_what_is_past_its_day()
    {
        await SubmitAsync("old");
        _time.Advance(TimeSpan.FromHours(23));
        await SubmitAsync("young");
        _time.Advance(TimeSpan.FromHours(1));
        await new IdempotencyRetention(new IdempotencyTable(azurite.Tables), _time).RemoveExpiredAsync(Token);

        var table = new IdempotencyTable(azurite.Tables);
        Assert.Null(await table.FindAsync(_account, Key("old").Hash, Token));
        Assert.NotNull(await table.FindAsync(_account, Key("young").Hash, Token));
    }

    public ValueTask DisposeAsync() => _durable.DisposeAsync();

    private IdempotencyKey Key(string name, string? account = null, string body = Body) => IdempotencyKey.Of(account ?? _account, name, body);

    private Task<JobId> SubmitAsync(string key, string? account = null, string body = Body, int items = 1, Func<Task>? whileClaiming = null)
    {
        _durable.BeforeNextLook = whileClaiming;
        var uploads = new UploadStore(new BlobStore(azurite.Blobs), Options.Create(new MediaOptions()), TimeProvider.System);
        var jobs = new JobClient(new JobTable(azurite.Tables), Ledger, uploads, new BlobStore(azurite.Blobs), QueueInMemory.Unread, Options.Create(new JobOptions()), Options.Create(new VideoOptions()), _time, Random.Shared, NullLogger<JobClient>.Instance);
        var spec = Specs.Create(items) with { Account = account ?? _account, Created = _time.GetUtcNow() };
        return new IdempotentSubmission(jobs, new IdempotencyTable(azurite.Tables), _time)
            .SubmitAsync(_durable, spec, default, Key(key, account, body), NoteAsync, Token);

        Task NoteAsync(JobId id)
        {
            _claims.Add(id);
            return Task.CompletedTask;
        }
    }

    private async Task<JobId?> TrySubmitAsync(string key)
    {
        try
        {
            return await SubmitAsync(key);
        }
        catch (IdempotencyException exception) when (exception.Fault == IdempotencyFault.UnderWay)
        {
            return null;
        }
    }

    private async Task AddRowAsync(string key, string? jobId)
    {
        var row = IdempotencyRow.Of(_account, Key(key), _time.GetUtcNow());
        row.JobId = jobId;
        Assert.True(await new IdempotencyTable(azurite.Tables).TryWriteAsync(row, Token));
    }

    private async Task AssertJobsAsync(int count)
    {
        var balance = await Ledger.GetAsync(_account, Token);
        Assert.Equal((Tokens - count, count), (balance.Tokens, balance.OpenJobs));
        Assert.Equal(count, (await new JobTable(azurite.Tables).ListAsync(_account, null, 100, Token)).Jobs.Count);
        Assert.True(_durable.Instances.Count >= count, string.Create(CultureInfo.InvariantCulture, $"{_durable.Instances.Count} instances"));
    }
}
