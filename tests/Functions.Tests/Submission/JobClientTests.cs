using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Orchestrations;
using SegFunctions.Storage;
using SegFunctions.Submission;

namespace SegFunctions.Tests.Submission;

public sealed class JobClientTests : IAsyncDisposable
{
    private readonly ScriptedDurableClient _durable = new();

    [Fact]
    public async Task An_account_finds_its_job()
    {
        _durable.Add(Specs.JobId.ToString(), OrchestrationRuntimeStatus.Running, new JobInput(Specs.Create(2), TimeSpan.FromHours(1)));

        Assert.Equal(["task0", "task1"], (await FindAsync("acct"))!.Items.Select(item => item.Name));
    }

    [Fact]
    public async Task No_account_finds_anothers_job()
    {
        _durable.Add(Specs.JobId.ToString(), OrchestrationRuntimeStatus.Running, new JobInput(Specs.Create(2), TimeSpan.FromHours(1)));

        Assert.Null(await FindAsync("other"));
    }

    public ValueTask DisposeAsync() => _durable.DisposeAsync();

    private Task<Job?> FindAsync(string account)
    {
        var service = new TableServiceClient(new Uri("https://nowhere.invalid"), new TableSharedKeyCredential("x", "eA=="));
        var ledger = new AccountLedger(service, Options.Create(new AccountOptions()), TimeProvider.System, Random.Shared);
        var uploads = new UploadStore(new BlobStore(new BlobServiceClient(new Uri("https://nowhere.invalid"))), Options.Create(new MediaOptions()));
        var jobs = new JobClient(
            new JobTable(service), ledger, uploads, Options.Create(new JobOptions()), new FakeTimeProvider(Specs.Now), Random.Shared, NullLogger<JobClient>.Instance);
        return jobs.FindAsync(_durable, account, Specs.JobId, TestContext.Current.CancellationToken);
    }
}
