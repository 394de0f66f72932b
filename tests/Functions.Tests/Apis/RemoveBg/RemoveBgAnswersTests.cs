using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Apis;
using SegFunctions.Apis.RemoveBg;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Orchestrations;
using SegFunctions.Results;
using SegFunctions.Storage;
using SegFunctions.Submission;
using SegFunctions.Tests.Hosting;
using SegFunctions.Tests.Submission;

namespace SegFunctions.Tests.Apis.RemoveBg;

/// <summary>A request that cannot wait for its job's end.</summary>
public sealed class RemoveBgAnswersTests : IAsyncDisposable
{
    /// <summary>1 pixel wide and 2 high, as far as it is read.</summary>
    private static readonly byte[] Cutout = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', 0, 0, 0, 1, 0, 0, 0, 2];

    private static readonly string Id = Specs.JobId.ToString();

    private readonly FakeTimeProvider _time = new(Specs.Now);
    private readonly ScriptedDurableClient _durable = new() { WaitFailure = new TimeoutException() };
    private readonly BlobStore _blobs;
    private readonly Azurite _azurite;
    private readonly JobSpec _spec = Specs.Create(1) with
    {
        Account = Azurite.DrawAccount(),
        Prompts = [new SubjectPrompt()],
        Options = new InferenceOptions(Outputs: SegmentOutputs.Cutout, MustFind: true, Cutout: new CutoutOptions()),
    };

    public RemoveBgAnswersTests(Azurite azurite)
    {
        _azurite = azurite;
        _blobs = new BlobStore(azurite.Blobs);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_that_is_done_is_answered_although_nobody_heard_of_its_end()
    {
        await EndAsync(JobStatus.Completed);

        var headers = await AnswerAsync();

        Assert.Equal("1 2 1", $"{headers["X-Width"]} {headers["X-Height"]} {headers["X-Credits-Charged"]}");
        Assert.Empty(_durable.Events);
    }

    [Fact]
    public async Task A_picture_that_is_done_before_its_cancellation_arrives_is_answered()
    {
        AddOpen();
        EndWhenCanceled(JobStatus.Completed);

        Assert.Equal("1", (await AnswerAsync())["X-Width"].ToString());
        Assert.Single(_durable.Events);
    }

    [Fact]
    public async Task Only_a_job_that_ended_as_canceled_is_told_to_cost_nothing()
    {
        AddOpen();
        var open = (await Assert.ThrowsAsync<ApiException>(AnswerAsync)).Error;
        EndWhenCanceled(JobStatus.Canceled);
        var canceled = (await Assert.ThrowsAsync<ApiException>(AnswerAsync)).Error;

        Assert.Equal((ApiErrorCode.Busy, ApiErrorCode.Busy), (open.Code, canceled.Code));
        Assert.DoesNotContain("nothing", open.Message, StringComparison.Ordinal);
        Assert.Contains("costs nothing", canceled.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _durable.DisposeAsync();

    private void AddOpen() => _durable.Add(Id, OrchestrationRuntimeStatus.Running, new JobInput(_spec, TimeSpan.FromHours(1)));

    /// <summary>The first poll finds the job open; it ends before the next one.</summary>
    private void EndWhenCanceled(JobStatus status) => _durable.BeforeNextLook = () =>
    {
        _durable.BeforeNextLook = () => EndAsync(status);
        return Task.CompletedTask;
    };

    private async Task EndAsync(JobStatus status)
    {
        var outcome = new JobOutcome(status, [new ItemOutcome(status, 0, null)], Specs.Now);
        _durable.Add(Id, OrchestrationRuntimeStatus.Completed, new JobInput(_spec, TimeSpan.FromHours(1)), outcome);
        if (status != JobStatus.Completed)
        {
            return;
        }

        var document = new SegmentsDocument(
            1,
            2,
            [new Segment(0, "subject", 1, 1, new PixelBox(0, 0, 1, 1), 1, ResultNames.Mask(0), ResultNames.Cutout(0, CutoutFormat.Png))],
            [],
            null,
            new Provenance([], "cpu", _spec.Options, new Dictionary<string, double>()));
        var manifest = ManifestBuilding.Build(new TerminalJob(Id, _spec, outcome), [document]);
        await _blobs.PutAsync(new ResultPaths(_spec.Account, Id).Manifest, BinaryData.FromObjectAsJson(manifest, ContractJson.Options), "application/json", Token);
        await _blobs.PutAsync(manifest.Items[0].Segments[0].Cutout!, new BinaryData(Cutout), "image/png", Token);
    }

    private async Task<IHeaderDictionary> AnswerAsync()
    {
        var table = new JobTable(_azurite.Tables);
        var jobs = new JobClient(
            table,
            new AccountLedger(_azurite.Tables, Options.Create(new AccountOptions()), _time, Random.Shared),
            new UploadStore(_blobs, Options.Create(new MediaOptions()), TimeProvider.System),
            _blobs,
            QueueInMemory.Unread,
            Options.Create(new JobOptions()),
            Options.Create(new VideoOptions()),
            _time,
            Random.Shared,
            NullLogger<JobClient>.Instance);
        using var waits = new JobWait(_time, NullLogger<JobWait>.Instance);
        using var results = new ResultStore(_blobs);
        var cancellation = new JobCancellation(_blobs, new JobPresence(table, _time), NullLogger<JobCancellation>.Instance);
        var answers = new RemoveBgAnswers(jobs, waits, cancellation, null!, new ManifestStore(_blobs, results), _blobs, NullLogger<RemoveBgAnswers>.Instance);
        var http = new DefaultHttpContext();
        await answers.AnswerAsync(http.Request, _durable, Specs.JobId, _spec, null, Token);
        return http.Response.Headers;
    }
}
