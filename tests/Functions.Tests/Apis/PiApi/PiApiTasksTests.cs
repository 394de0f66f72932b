using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Apis.PiApi;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Links;
using SegFunctions.Results;
using SegFunctions.Secrets;
using SegFunctions.Storage;
using SegFunctions.Tests.Hosting;
using SegFunctions.Tests.Links;
using SegFunctions.Tests.Results;
using SegFunctions.Tests.Secrets;
using SegFunctions.Webhooks;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Tests.Apis.PiApi;

public sealed class PiApiTasksTests : IDisposable
{
    private static readonly DateTimeOffset Ended = Specs.Now.AddMinutes(1);
    private static readonly KeptTask Kept = new("https://example.com/a.jpg", null, "boat", "", 0, "", HasWebhook: true, 1);

    private readonly FakeTimeProvider _time = new(Ended);
    private readonly string _account = Azurite.DrawAccount();
    private readonly BlobStore _blobs;
    private readonly ResultStore _results;
    private readonly Receivers _receivers;
    private readonly PublicLinks _links;
    private readonly PiApiTasks _tasks;
    private readonly Job _job;

    public PiApiTasksTests(Azurite azurite)
    {
        var options = Options.Create(LinkSettings.Options("key"));
        _blobs = new BlobStore(azurite.Blobs);
        _results = new ResultStore(_blobs);
        _links = new PublicLinks(new LinkSigner(options, _time), options, _time);
        var secrets = new SecretStore(azurite.Tables, SecretKeys.CipherOf("key"));
        _receivers = new Receivers(secrets, null!);
        _tasks = new PiApiTasks(
            null!, new RequestStore(_blobs), secrets, _receivers, new ManifestStore(_blobs, _results), _links, _time);
        var terms = PiApiMapping.ToSpec(new TaskInputRequest("", "boat", "", 0), new JobItem("a", new BlobReference("inputs", "a")), _account, 1, Specs.Now).Terms;
        _job = new Job(new JobSummary(Specs.JobId, JobStatus.Completed, 1, Specs.Now, Ended, null).WithLifetimes(terms), _account, []);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Outputs_and_their_links_live_three_days_and_the_task_thirty()
    {
        await StoreAsync();
        var output = (await _tasks.GetAsync(_job, Token)).Output!;

        _time.Advance(TimeSpan.FromDays(3) - TimeSpan.FromMilliseconds(1));
        Assert.NotNull((await _tasks.GetAsync(_job, Token)).Output);
        Assert.All(output.ImageUrls, url => Assert.NotNull(Read(url)));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null((await _tasks.GetAsync(_job, Token)).Output);
        Assert.All(output.ImageUrls, url => Assert.Null(Read(url)));
        Assert.Equal(Ended.AddDays(30), _job.Summary.Expires);
    }

    [Fact]
    public async Task What_was_asked_for_is_shown_again_with_the_secret()
    {
        await StoreAsync();
        var task = await _tasks.GetAsync(_job, Token);

        Assert.Equal(new WebhookConfigItem("https://example.com/done", "s3cret"), task.Config.WebhookConfig);
        Assert.Equal("boat", task.Input.Prompt);
        Assert.DoesNotContain(
            "s3cret", (await _blobs.FindAsync(new ResultPaths(_account, Specs.JobId.ToString()).Request("PiApi"), Token))!.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _results.Dispose();
        _receivers.Dispose();
    }

    private BlobReference? Read(string url) => _links.TryReadFile(url.Split('/')[^1]);

    private async Task StoreAsync()
    {
        var order = new PiApiOrder(Specs.Create(1) with { Account = _account }, Kept, new Receiver("https://example.com/done", "s3cret"));
        await _tasks.KeepAsync(Specs.JobId, order, Token);
        await _blobs.PutAsync(
            new ResultPaths(_account, Specs.JobId.ToString()).Manifest,
            BinaryData.FromObjectAsJson(Manifests.Create(), ContractJson.Options),
            "application/json",
            Token);
    }
}
