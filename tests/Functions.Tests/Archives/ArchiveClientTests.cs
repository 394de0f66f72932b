using Azure.Storage.Blobs;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Archives;
using SegFunctions.Storage;

namespace SegFunctions.Tests.Archives;

public sealed class ArchiveClientTests : IAsyncDisposable
{
    private readonly ScriptedDurableClient _durable = new();
    private readonly FakeTimeProvider _time = new(Specs.Now);

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

    public ValueTask DisposeAsync() => _durable.DisposeAsync();

    private void Add(OrchestrationRuntimeStatus status, ArchiveOutcome? outcome) => _durable.Add($"archive-{Specs.JobId}", status, output: outcome);

    private Task<ArchiveState?> FindAsync() =>
        new ArchiveClient(new BlobStore(new BlobServiceClient(new Uri("https://nowhere.invalid"))), Options.Create(new ArchiveOptions()), _time)
            .FindAsync(_durable, Specs.JobId.ToString(), TestContext.Current.CancellationToken);
}
