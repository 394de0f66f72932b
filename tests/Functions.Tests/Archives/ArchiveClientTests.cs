using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Archives;
using SegFunctions.Jobs;
using SegFunctions.Storage;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Archives;

public sealed class ArchiveClientTests(Azurite azurite) : IAsyncDisposable
{
    private readonly ScriptedDurableClient _durable = new();
    private readonly FakeTimeProvider _time = new(Specs.Now);
    private readonly BlobStore _blobs = new(azurite.Blobs);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task There_is_none_before_it_is_asked_for() => Assert.Null(await FindAsync());

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending, ArchiveStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.Running, ArchiveStatus.Building)]
    [InlineData(OrchestrationRuntimeStatus.Suspended, ArchiveStatus.Building)]
    [InlineData(OrchestrationRuntimeStatus.Failed, ArchiveStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, ArchiveStatus.Failed)]
    public async Task It_stands_as_its_orchestration_does(OrchestrationRuntimeStatus status, ArchiveStatus archive)
    {
        Add(status, null);

        Assert.Equal(new ArchiveState(archive, null), await FindAsync());
    }

    [Fact]
    public async Task It_is_ready_until_it_expires()
    {
        var expires = Specs.Now.AddHours(24);
        Add(OrchestrationRuntimeStatus.Completed, new ArchiveOutcome(expires));

        Assert.Equal(new ArchiveState(ArchiveStatus.Ready, expires), await FindAsync());
        _time.Advance(TimeSpan.FromHours(24));
        Assert.Null(await FindAsync());
    }

    [Fact]
    public async Task One_that_is_asked_for_while_its_job_is_deleted_leaves_nothing()
    {
        var account = Azurite.DrawAccount();
        var job = new Job(new JobSummary(Specs.JobId, JobStatus.Completed, 1, Specs.Now, Specs.Now, null), account, []);
        await Client().StartAsync(_durable, job, new ArchiveRequest(account, Specs.JobId.ToString(), "manifest.json", BinaryData.FromString("{}"), [], []), Token);

        Assert.Empty(_durable.Instances);
        Assert.Empty(await _blobs.ListAsync(new ArchivePaths(account, Specs.JobId.ToString()).Folder, Token));
    }

    public ValueTask DisposeAsync() => _durable.DisposeAsync();

    private void Add(OrchestrationRuntimeStatus status, ArchiveOutcome? outcome) => _durable.Add($"archive-{Specs.JobId}", status, output: outcome);

    private Task<ArchiveState?> FindAsync() =>
        Client().FindAsync(_durable, Specs.JobId.ToString(), Token);

    private ArchiveClient Client() => new(_blobs, new JobPresence(new JobTable(azurite.Tables), _time), Options.Create(new ArchiveOptions()), _time);
}
