using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Apis;
using SegFunctions.Apis.HitPaw;
using SegFunctions.Apis.Own;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Links;
using SegFunctions.Media;
using SegFunctions.Orchestrations;
using SegFunctions.Results;
using SegFunctions.Storage;
using SegFunctions.Submission;
using SegFunctions.Tests.Hosting;
using SegFunctions.Tests.Links;
using SegFunctions.Tests.Submission;

namespace SegFunctions.Tests.Apis.HitPaw;

/// <summary>A job of eight days ago, by the test's own clock.</summary>
public sealed class HitPawEndpointsTests(Azurite azurite) : IAsyncDisposable
{
    private const string Picture = "https://example.com/image.jpg";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(8);

    private readonly FakeTimeProvider _time = new(Specs.Now);
    private readonly ScriptedDurableClient _durable = new();
    private readonly string _account = Azurite.DrawAccount();
    private readonly BlobStore _blobs = new(azurite.Blobs);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IOptions<LinkOptions> LinkOptions { get; } = Options.Create(LinkSettings.Options("key"));

    private PublicLinks Links => new(new LinkSigner(LinkOptions, _time), LinkOptions, _time);

    [Fact]
    public async Task A_job_and_its_links_live_to_the_end_of_the_eighth_day_after_it_ended()
    {
        await CompleteAsync();

        _time.Advance(Lifetime - TimeSpan.FromMilliseconds(1));
        var data = await AskAsync();
        Assert.Equal(("COMPLETED", Picture), (data.GetProperty("status").GetString(), data.GetProperty("original_url").GetString()));
        string[] links = [data.GetProperty("res_url").GetString()!, data.GetProperty("mask_url").GetString()!];
        Assert.All(await Task.WhenAll(links.Select(FetchAsync)), error => Assert.Null(error));

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(ApiErrorCode.JobNotFound, (await Assert.ThrowsAsync<ApiException>(AskAsync)).Error.Code);
        Assert.All(await Task.WhenAll(links.Select(FetchAsync)), error => Assert.Equal(ApiErrorCode.NotFound, error));
    }

    [Fact]
    public async Task A_job_of_another_API_does_not_exist()
    {
        await CompleteAsync();
        await _blobs.RemoveAsync(new ResultPaths(_account, Specs.JobId.ToString()).Request(HitPawSurface.Name), Token);

        Assert.Equal(ApiErrorCode.JobNotFound, (await Assert.ThrowsAsync<ApiException>(AskAsync)).Error.Code);
    }

    [Fact]
    public async Task A_completed_job_whose_results_were_lost_is_gone()
    {
        await CompleteAsync();
        await _blobs.RemoveAsync(new ResultPaths(_account, Specs.JobId.ToString()).Manifest, Token);

        Assert.Equal(ApiErrorCode.ResultsGone, (await Assert.ThrowsAsync<ApiException>(AskAsync)).Error.Code);
    }

    public ValueTask DisposeAsync() => _durable.DisposeAsync();

    private async Task CompleteAsync()
    {
        var request = new SegmentationRequest(Picture, null);
        var item = new JobItem("a", new BlobReference("inputs", $"{_account}/a"));
        var spec = HitPawMapping.ToSpec(request, _account, [item], 1, Specs.Now);
        var outcome = new JobOutcome(JobStatus.Completed, [new ItemOutcome(JobStatus.Completed, 0, null)], Specs.Now);
        _durable.Add(Specs.JobId.ToString(), OrchestrationRuntimeStatus.Completed, new JobInput(spec, TimeSpan.FromHours(1)), outcome);
        await new RequestStore(_blobs).AddAsync(_account, Specs.JobId, HitPawSurface.Name, request, Token);
        var document = new SegmentsDocument(
            1,
            1,
            [new Segment(0, "subject", 1, 1, new PixelBox(0, 0, 1, 1), 1, ResultNames.Mask(0), ResultNames.Cutout(0, CutoutFormat.Png))],
            [],
            null,
            new Provenance([], "cpu", spec.Options, new Dictionary<string, double>()));
        var manifest = ManifestBuilding.Build(new TerminalJob(Specs.JobId.ToString(), spec, outcome), [document]);
        var paths = new ResultPaths(_account, Specs.JobId.ToString());
        await _blobs.PutAsync(paths.Manifest, BinaryData.FromObjectAsJson(manifest, ContractJson.Options), "application/json", Token);
        foreach (var file in (BlobReference[])[manifest.Items[0].Segments[0].Mask, manifest.Items[0].Segments[0].Cutout!])
        {
            await _blobs.PutAsync(file, BinaryData.FromString("x"), "image/png", Token);
        }
    }

    private async Task<JsonElement> AskAsync()
    {
        var ledger = new AccountLedger(azurite.Tables, Options.Create(new AccountOptions()), _time, Random.Shared);
        var uploads = new UploadStore(_blobs, Options.Create(new MediaOptions()), TimeProvider.System);
        var jobs = new JobClient(
            new JobTable(azurite.Tables), ledger, uploads, _blobs, QueueInMemory.Unread, Options.Create(new JobOptions()), Options.Create(new VideoOptions()), _time, Random.Shared, NullLogger<JobClient>.Instance);
        using var results = new ResultStore(_blobs);
        var endpoints = new HitPawEndpoints(
            new InputUrls(null!, Links), new InputSources(_blobs), jobs, new RequestStore(_blobs), new ManifestStore(_blobs, results), Links, new AccountLimits(null!), _time);
        var http = CreateHttp();
        http.Request.ContentType = "application/json";
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"job_id":"{{Specs.JobId.ToGuid()}}"}"""));
        http.Features.Set(new AuthenticatedAccount(new ApiKey(new string('a', 64), "", _account, KeyScopes.Jobs, null, null, null, null)));
        await (await endpoints.GetJobAsync(http.Request, _durable, Token)).ExecuteAsync(http);
        http.Response.Body.Position = 0;
        return (await JsonSerializer.DeserializeAsync<JsonElement>(http.Response.Body, cancellationToken: Token)).GetProperty("data");
    }

    /// <returns>Null if the file was returned.</returns>
    private async Task<ApiErrorCode?> FetchAsync(string link)
    {
        var http = CreateHttp();
        http.Request.RouteValues["token"] = link.Split('/')[^1];
        try
        {
            await (await new FileEndpoints(Links, new FileAnswers(_blobs, null!, LinkOptions)).GetAsync(http.Request, Token)).ExecuteAsync(http);
            return null;
        }
        catch (ApiException exception)
        {
            return exception.Error.Code;
        }
    }

    private static DefaultHttpContext CreateHttp() => new()
    {
        RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
        Response = { Body = new MemoryStream() },
    };
}
