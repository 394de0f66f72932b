using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using SegFunctions.Jobs;
using SegFunctions.Results;
using SegFunctions.Storage;
using SegFunctions.Submission;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Submission;

public sealed class JobCancellationTests(Azurite azurite) : IAsyncDisposable
{
    private readonly ScriptedDurableClient _durable = new();
    private readonly BlobStore _blobs = new(azurite.Blobs);
    private readonly Job _job = new(new JobSummary(Specs.JobId, JobStatus.Running, 1, Specs.Now, Specs.Now, null), Azurite.DrawAccount(), []);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Leaves_the_workers_a_mark_and_tells_the_orchestration_as_often_as_it_is_asked()
    {
        _durable.Add(Specs.JobId.ToString(), OrchestrationRuntimeStatus.Running);
        await RequestAsync();
        await RequestAsync();

        Assert.True(await IsMarkedAsync());
        Assert.Equal([(Specs.JobId.ToString(), null), (Specs.JobId.ToString(), null)], _durable.Events);
    }

    [Fact]
    public async Task The_mark_is_there_even_if_the_orchestration_cannot_be_told()
    {
        _durable.Add(Specs.JobId.ToString(), OrchestrationRuntimeStatus.Running);
        _durable.Failure = new TimeoutException();

        await Assert.ThrowsAsync<TimeoutException>(RequestAsync);
        Assert.True(await IsMarkedAsync());
    }

    [Fact]
    public async Task A_job_that_ends_meanwhile_needs_no_event()
    {
        _durable.Add(Specs.JobId.ToString(), OrchestrationRuntimeStatus.Completed);
        _durable.Failure = new InvalidOperationException("Ended.");

        await RequestAsync();
    }

    [Fact]
    public async Task A_job_that_is_deleted_meanwhile_leaves_no_mark()
    {
        await RequestAsync();

        Assert.False(await IsMarkedAsync());
    }

    public ValueTask DisposeAsync() => _durable.DisposeAsync();

    private Task RequestAsync() => new JobCancellation(_blobs, new JobPresence(new JobTable(azurite.Tables), TimeProvider.System), NullLogger<JobCancellation>.Instance).RequestAsync(_durable, _job, Token);

    private async Task<bool> IsMarkedAsync() =>
        await _blobs.FindPropertiesAsync(new ResultPaths(_job.Account, Specs.JobId.ToString()).CancelMarker, Token) is not null;
}
