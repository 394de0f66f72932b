using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Apis.SegmentationApi;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Orchestrations;
using SegFunctions.Storage;
using SegFunctions.Submission;

namespace SegFunctions.Tests.Submission;

public sealed class BriefWaitsTests : IAsyncDisposable
{
    private static readonly string Id = Specs.JobId.ToString();
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private readonly ScriptedDurableClient _durable = new();
    private readonly FakeTimeProvider _time = new(Specs.Now);
    private readonly JobWait _waits;
    private readonly JobClient _jobs;
    private readonly BriefWaits _brief;

    public BriefWaitsTests()
    {
        _waits = new JobWait(_time, NullLogger<JobWait>.Instance);
        var tables = new TableServiceClient(new Uri("https://nowhere.invalid"), new TableSharedKeyCredential("x", "eA=="));
        var blobs = new BlobStore(new BlobServiceClient(new Uri("https://nowhere.invalid")));
        var ledger = new AccountLedger(tables, Options.Create(new AccountOptions()), _time, Random.Shared);
        var uploads = new UploadStore(blobs, Options.Create(new MediaOptions()), _time);
        _jobs = new JobClient(
            new JobTable(tables), ledger, uploads, blobs, QueueInMemory.Unread, Options.Create(new JobOptions()), Options.Create(new VideoOptions()), _time, Random.Shared, NullLogger<JobClient>.Instance);
        _brief = new BriefWaits(_waits, _jobs, _time);
        _durable.Add(Id, OrchestrationRuntimeStatus.Running, new JobInput(Specs.Create(1), TimeSpan.FromMinutes(1)), customStatus: "r");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_for_a_job_that_has_just_begun_is_answered_by_its_end()
    {
        var answer = _brief.ForEndAsync(_durable, Job(JobStatus.Queued), Token);
        Assert.False(answer.IsCompleted);
        End();

        Assert.Equal(JobStatus.Completed, (await answer).Status);
    }

    [Fact]
    public async Task So_is_the_clients_request()
    {
        var http = new DefaultHttpContext();
        http.Request.RouteValues["jobId"] = Id;
        http.Features.Set(new AuthenticatedAccount(new ApiKey("", "", "acct", KeyScopes.Jobs, Created: null, Expires: null, RequestsPerMinute: null, MaxOpenJobs: null)));
        var endpoints = new SegmentationApiEndpoints(null!, null!, null!, null!, _jobs, null!, null!, null!, null!, _brief, null!, null!);
        var answer = endpoints.GetJobAsync(http.Request, _durable, Token);
        Assert.False(answer.IsCompleted);
        End();

        Assert.Equal("success", Assert.IsType<JobResponse>(Assert.IsAssignableFrom<IValueHttpResult>(await answer).Value).Status);
    }

    [Fact]
    public async Task It_is_answered_with_the_state_then_if_the_job_does_not_end_within_a_quarter_of_a_second()
    {
        var answer = _brief.ForEndAsync(_durable, Job(JobStatus.Queued), Token);
        _time.Advance(BriefWaits.Limit - Moment);
        Assert.False(answer.IsCompleted);
        _time.Advance(Moment);

        Assert.Equal(JobStatus.Running, (await answer).Status);
    }

    [Fact]
    public async Task It_is_answered_with_the_state_then_if_the_backend_fails()
    {
        _durable.WaitFailure = new InvalidOperationException("No backend.");

        Assert.Equal(JobStatus.Running, (await _brief.ForEndAsync(_durable, Job(JobStatus.Queued), Token)).Status);
    }

    [Theory]
    [InlineData("a job of another clock")]
    [InlineData("a job of a second ago")]
    [InlineData("a job that has ended")]
    [InlineData("a video")]
    public async Task Other_requests_do_not_wait(string what)
    {
        var found = Job(what == "a job that has ended" ? JobStatus.Completed : JobStatus.Running);
        found = what == "a video" ? found with { Summary = found.Summary with { IsVideo = true } } : found;
        found = what == "a job of another clock" ? found with { Summary = found.Summary with { Created = Specs.Now + BriefWaits.Young } } : found;
        _time.Advance(what == "a job of a second ago" ? BriefWaits.Young : BriefWaits.Young - Moment);

        Assert.Same(found, await _brief.ForEndAsync(_durable, found, Token));
        Assert.Equal(0, _durable.Waits);
    }

    [Fact]
    public async Task When_many_wait_the_next_one_does_not()
    {
        var waiting = Enumerable.Range(0, BriefWaits.MaxAtOnce).Select(_ => _brief.ForEndAsync(_durable, Job(JobStatus.Running), Token)).ToList();
        Assert.Equal(BriefWaits.MaxAtOnce, _durable.Waiting);
        var found = Job(JobStatus.Running);
        Assert.Same(found, await _brief.ForEndAsync(_durable, found, Token));

        _time.Advance(BriefWaits.Limit);
        await Task.WhenAll(waiting);
        var next = _brief.ForEndAsync(_durable, found, Token);
        Assert.False(next.IsCompleted);
        _time.Advance(BriefWaits.Limit);
        await next;
    }

    [Fact]
    public async Task While_those_that_asked_to_wait_take_every_place_no_other_request_waits()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var waiting = Enumerable.Range(0, JobWait.MaxAtBackend).Select(_ => _waits.WaitAsync(_durable, Specs.JobId, TimeSpan.FromMinutes(1), enough.Token)).ToList();
        var found = Job(JobStatus.Running);
        var answer = _brief.ForEndAsync(_durable, found, Token);

        Assert.True(answer.IsCompleted);
        Assert.Same(found, await answer);
        await enough.CancelAsync();
        await Task.WhenAll(waiting);
        Assert.False(_brief.ForEndAsync(_durable, found, Token).IsCompleted);
    }

    public ValueTask DisposeAsync()
    {
        _brief.Dispose();
        _waits.Dispose();
        return _durable.DisposeAsync();
    }

    private void End()
    {
        var outcome = new JobOutcome(JobStatus.Completed, [new ItemOutcome(JobStatus.Completed, 0, null)], Specs.Now);
        _durable.Add(Id, OrchestrationRuntimeStatus.Completed, new JobInput(Specs.Create(1), TimeSpan.FromMinutes(1)), outcome);
        _durable.Ends.GetOrAdd(Id, _ => new()).SetResult();
    }

    private static Job Job(JobStatus status) => new(new JobSummary(Specs.JobId, status, 1, Specs.Now, Specs.Now, null), "acct", [new JobItemState("task0", status, null)]);
}
