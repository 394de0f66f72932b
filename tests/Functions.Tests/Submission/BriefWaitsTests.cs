using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;
using SegFunctions.Submission;

namespace SegFunctions.Tests.Submission;

public sealed class BriefWaitsTests : IAsyncDisposable
{
    private static readonly string Id = Specs.JobId.ToString();
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private readonly ScriptedDurableClient _durable = new();
    private readonly FakeTimeProvider _time = new(Specs.Now);
    private readonly JobWait _waits;
    private readonly BriefWaits _brief;

    public BriefWaitsTests()
    {
        _waits = new JobWait(_time, NullLogger<JobWait>.Instance);
        _brief = new BriefWaits(_waits, _time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_for_a_job_that_has_just_begun_is_answered_by_its_end()
    {
        var answer = _brief.ForEndAsync(_durable, Job(JobStatus.Queued), Token);
        Assert.False(answer.IsCompleted);
        var outcome = new JobOutcome(JobStatus.Completed, [new ItemOutcome(JobStatus.Completed, 0, null)], Specs.Now);
        _durable.Add(Id, OrchestrationRuntimeStatus.Completed, new JobInput(Specs.Create(1), TimeSpan.FromMinutes(1)), outcome);
        _durable.Ends.GetOrAdd(Id, _ => new()).SetResult();

        Assert.Equal(JobStatus.Completed, (await answer).Status);
    }

    [Fact]
    public async Task It_is_answered_with_what_it_found_if_the_job_does_not_end_within_a_quarter_of_a_second()
    {
        var found = Job(JobStatus.Running);
        var answer = _brief.ForEndAsync(_durable, found, Token);
        _time.Advance(BriefWaits.Limit - Moment);
        Assert.False(answer.IsCompleted);
        _time.Advance(Moment);

        Assert.Same(found, await answer);
    }

    [Fact]
    public async Task It_is_answered_with_what_it_found_if_the_backend_fails()
    {
        _durable.WaitFailure = new InvalidOperationException("No backend.");
        var found = Job(JobStatus.Running);

        Assert.Same(found, await _brief.ForEndAsync(_durable, found, Token));
    }

    [Theory]
    [InlineData("a job of a second ago")]
    [InlineData("a job that has ended")]
    [InlineData("a video")]
    public async Task Other_requests_do_not_wait(string what)
    {
        var found = Job(what == "a job that has ended" ? JobStatus.Completed : JobStatus.Running);
        found = what == "a video" ? found with { Summary = found.Summary with { IsVideo = true } } : found;
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

    public ValueTask DisposeAsync()
    {
        _brief.Dispose();
        _waits.Dispose();
        return _durable.DisposeAsync();
    }

    private static Job Job(JobStatus status) => new(new JobSummary(Specs.JobId, status, 1, Specs.Now, Specs.Now, null), "acct", [new JobItemState("task0", status, null)]);
}
