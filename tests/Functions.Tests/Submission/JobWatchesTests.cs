using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;
using SegFunctions.Submission;

namespace SegFunctions.Tests.Submission;

public sealed class JobWatchesTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ScriptedDurableClient _durable = new();
    private readonly FakeTimeProvider _time = new();
    private readonly JobWait _waits;
    private readonly JobWatches _watches;

    public JobWatchesTests()
    {
        _waits = new JobWait(_time, NullLogger<JobWait>.Instance);
        _watches = new JobWatches(_waits, _time, NullLogger<JobWatches>.Instance);
    }

    private static string Id => Specs.JobId.ToString();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shows_the_job_at_once_with_each_event_and_at_its_end()
    {
        Show("q");
        await using var following = Follow();
        Assert.Empty((await NextAsync(following))!.Events);
        Show("r s0");
        Assert.Equal([WebhookEvents.JobStarted], EventsOf(await NextAsync(following)));
        End("s s0 c1:0");

        var ended = await NextAsync(following);
        Assert.Equal([WebhookEvents.JobStarted, WebhookEvents.ItemCompleted, WebhookEvents.JobCompleted], EventsOf(ended));
        Assert.Null(await NextAsync(following));
    }

    [Fact]
    public async Task Its_owner_finds_a_job_as_long_as_it_is_followed()
    {
        Show("q");
        Assert.Null(_watches.FindFollowed("acct", Specs.JobId));
        var following = Follow();
        await NextAsync(following);
        Show("r s0");
        await NextAsync(following);

        Assert.Equal([WebhookEvents.JobStarted], EventsOf(_watches.FindFollowed("acct", Specs.JobId)));
        Assert.Null(_watches.FindFollowed("other", Specs.JobId));
        await following.DisposeAsync();
        Assert.Null(_watches.FindFollowed("acct", Specs.JobId));
    }

    [Fact]
    public async Task Looks_once_for_all_who_follow_and_no_more_when_they_have_left()
    {
        Show("q");
        var all = Enumerable.Range(0, 50).Select(_ => Follow()).ToList();
        foreach (var following in all)
        {
            await NextAsync(following);
        }

        Assert.Equal(1, _durable.Waiting);
        foreach (var following in all)
        {
            await following.DisposeAsync();
        }

        await UntilAsync(() => _durable.Waiting == 0);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, _durable.Waiting);
    }

    [Fact]
    public async Task Who_comes_back_finds_what_has_happened_meanwhile()
    {
        Show("q");
        await using (var first = Follow())
        {
            await NextAsync(first);
        }

        Show("r s0");
        await using var second = Follow();

        Assert.Equal([WebhookEvents.JobStarted], EventsOf(await NextAsync(second)));
    }

    [Fact]
    public async Task A_backend_that_breaks_waits_off_is_asked_no_faster_and_events_still_come()
    {
        _durable.WaitFailure = new IOException("The connection broke.");
        Show("q");
        await using var following = Follow();
        Assert.True(await following.MoveNextAsync());
        await Task.Delay(200, Token);
        Assert.Equal(1, _durable.Waits);

        Show("r s0");
        Assert.Equal([WebhookEvents.JobStarted], EventsOf(await NextAsync(following)));
    }

    [Fact]
    public async Task Who_leaves_while_nothing_happens_is_told_that_there_is_no_more()
    {
        using var leaving = new CancellationTokenSource();
        Show("q");
        await using var following = FollowUntil(leaving.Token);
        await NextAsync(following);
        var next = following.MoveNextAsync();
        Assert.False(next.IsCompleted);
        await leaving.CancelAsync();

        Assert.False(await next.AsTask().WaitAsync(Patience, Token));
    }

    [Fact]
    public async Task Ends_when_the_job_is_deleted()
    {
        Show("q");
        await using var following = Follow();
        await NextAsync(following);
        lock (_durable.Instances)
        {
            _durable.Instances.Remove(Id);
        }

        Assert.Null(await NextAsync(following));
    }

    public ValueTask DisposeAsync()
    {
        _waits.Dispose();
        return _durable.DisposeAsync();
    }

    private static IEnumerable<WebhookEvents> EventsOf(Job? job) => job!.Events.Select(happened => happened.Event);

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var started = TimeProvider.System.GetTimestamp(); !isSo(); await Task.Delay(10, Token))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience);
        }
    }

    private IAsyncEnumerator<Job> Follow() => FollowUntil(Token);

    private IAsyncEnumerator<Job> FollowUntil(CancellationToken cancellationToken) =>
        _watches.FollowAsync(_durable, JobReading.Read(Specs.JobId, _durable.Instances[Id])!, cancellationToken).GetAsyncEnumerator(CancellationToken.None);

    /// <summary>Lets time pass until the next state is there; null after the last.</summary>
    private async Task<Job?> NextAsync(IAsyncEnumerator<Job> following)
    {
        var move = following.MoveNextAsync().AsTask();
        await UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            return move.IsCompleted;
        });
        return await move ? following.Current : null;
    }

    private void Show(string progress)
    {
        lock (_durable.Instances)
        {
            _durable.Add(Id, OrchestrationRuntimeStatus.Running, new JobInput(Specs.Create(1), TimeSpan.FromMinutes(1)), null, progress);
        }
    }

    private void End(string progress)
    {
        var outcome = new JobOutcome(JobStatus.Completed, [new ItemOutcome(JobStatus.Completed, 0, null)], Specs.Now);
        lock (_durable.Instances)
        {
            _durable.Add(Id, OrchestrationRuntimeStatus.Completed, new JobInput(Specs.Create(1), TimeSpan.FromMinutes(1)), outcome, progress);
        }

        _durable.Ends.GetOrAdd(Id, _ => new()).SetResult();
    }
}
