using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;
using SegFunctions.Submission;

namespace SegFunctions.Tests.Submission;

public sealed class JobWaitTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly ScriptedDurableClient _durable = new();
    private readonly FakeTimeProvider _time = new();
    private readonly JobWait _waits;

    public JobWaitTests() => _waits = new JobWait(_time, NullLogger<JobWait>.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Returns_the_job_when_it_ends()
    {
        var wait = WaitAsync();
        Assert.False(wait.IsCompleted);
        End();

        Assert.Equal((Specs.JobId, JobStatus.Completed), (await wait) is { } job ? (job.Id, job.Status) : default);
    }

    [Fact]
    public async Task Comes_to_nothing_after_its_time()
    {
        var wait = WaitAsync();
        _time.Advance(Limit - TimeSpan.FromMilliseconds(1));
        Assert.False(wait.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Null(await wait);
    }

    [Fact]
    public async Task Comes_to_nothing_when_the_client_leaves()
    {
        using var leaving = new CancellationTokenSource();
        var wait = WaitAsync(leaving.Token);
        await leaving.CancelAsync();

        Assert.Null(await wait);
        Assert.Empty(_durable.Events);
    }

    [Fact]
    public async Task Comes_to_nothing_when_the_backend_fails()
    {
        var wait = WaitAsync();
        _durable.Ends.GetOrAdd(Specs.JobId.ToString(), _ => new()).SetException(new InvalidOperationException("No backend."));

        Assert.Null(await wait);
    }

    [Fact]
    public async Task Sixty_four_wait_at_the_backend_and_the_others_for_these()
    {
        var waits = Enumerable.Range(0, 70).Select(_ => WaitAsync()).ToList();
        Assert.Equal(64, _durable.Waiting);
        End();

        Assert.All(await Task.WhenAll(waits), job => Assert.Equal(JobStatus.Completed, job!.Status));
        Assert.Equal(0, _durable.Waiting);
    }

    public ValueTask DisposeAsync()
    {
        _waits.Dispose();
        return _durable.DisposeAsync();
    }

    private Task<Job?> WaitAsync(CancellationToken? cancellationToken = null) => _waits.WaitAsync(_durable, Specs.JobId, Limit, cancellationToken ?? Token);

    private void End()
    {
        var id = Specs.JobId.ToString();
        var outcome = new JobOutcome(JobStatus.Completed, [new ItemOutcome(JobStatus.Completed, 1, null)], Specs.Now);
        _durable.Add(id, OrchestrationRuntimeStatus.Completed, new JobInput(Specs.Create(1), TimeSpan.FromMinutes(1)), outcome);
        _durable.Ends.GetOrAdd(id, _ => new()).SetResult();
    }
}
