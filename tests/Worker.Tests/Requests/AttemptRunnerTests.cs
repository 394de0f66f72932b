using System.Net;
using Azure;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Pictures;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;
using SegFunctions.Worker.Blobs;
using SegFunctions.Worker.Loading;
using SegFunctions.Worker.Requests;
using SegFunctions.Worker.Tests.Blobs;

namespace SegFunctions.Worker.Tests.Requests;

/// <summary>How attempts end before a network has looked at their pictures.</summary>
public sealed class AttemptRunnerTests : IAsyncDisposable
{
    private static readonly InferenceRequest Request = new(
        "job-1", 2, 1, new BlobReference("inputs", "a/photo"), new BlobReference("results", "a/items/2/1"), new BlobReference("results", "a/canceled"),
        [new TextPrompt("boat")], new InferenceOptions());

    private const int Canceled = 20;

    /// <summary>A black PNG of two by two pixels.</summary>
    private static readonly byte[] Photo = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAC0lEQVR4nGNgQAYAAA4AAamRc7EAAAAASUVORK5CYII=");

    private static readonly InferenceRequest Marked = Request with { PresenceMarker = new BlobReference("results", "a/present") };

    private readonly BlobsInMemory _blobs = new();
    private readonly UpdatesInMemory _updates = new();
    private readonly FakeTimeProvider _time = new();
    private readonly NetworkPool _pool = new(new OnnxSettings(), new ModelStore("/nowhere"), ModelChoice.Of(ModelCatalogue.Load()));
    private readonly Segmenter _segmenter;
    private readonly ResultWriter _results;
    private readonly UpdateSender _sender;
    private readonly AttemptRunner _runner;
    private int _prepared;

    public AttemptRunnerTests()
    {
        var decoder = new PictureDecoder(new PictureLimits());
        _segmenter = new Segmenter(decoder, _pool, new FeatureCache(1_000, new NoFeatureStore()), (_, _) =>
        {
            Interlocked.Increment(ref _prepared);
            throw new InferenceException(InferenceErrorCode.InferenceFailed, "There are no networks here.");
        });
        _results = new ResultWriter(_blobs.Client);
        _sender = new UpdateSender(_updates);
        _runner = new AttemptRunner(
            new InputReader(_blobs.Client, decoder), decoder, new JobNetworks(
                _segmenter, _pool, ModelCatalogue.Load(), new ModelStore("/nowhere"), _ => throw new InvalidOperationException(), atOnce: 1, NullLogger<JobNetworks>.Instance), _results, videos: null!, new CancelMarkers(_blobs.Client, _time), new DeletedJobs(_blobs.Client),
            _sender, _time, NullLogger<AttemptRunner>.Instance);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_that_is_canceled_already_is_not_begun()
    {
        _blobs.Put("results/a/canceled", []);
        await _runner.RunAsync(Request, false, Token);

        Assert.Equal([InferenceState.Canceled], _updates.Sent.Select(update => update.State));
    }

    /// <summary>Their pictures are read and decoded before it is known.</summary>
    [Fact]
    public async Task Attempts_of_a_canceled_job_run_no_network()
    {
        var (read, known) = (new CountdownEvent(Canceled), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        using var disposing = read;
        _blobs.Put("inputs/a/photo", Photo);
        _blobs.Put("results/a/canceled", []);
        _blobs.Before = async (request, cancellationToken) =>
        {
            if (IsInput(request))
            {
                read.Signal();
                return null;
            }

            await known.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
            return null;
        };
        var running = Enumerable.Range(0, Canceled).Select(item => _runner.RunAsync(Request with { Item = item }, false, Token)).ToList();
        await Task.Run(() => read.Wait(TimeSpan.FromSeconds(30), Token), Token);

        // Pictures are decoded one after another, so this one is after those.
        await Assert.ThrowsAsync<InferenceException>(() => _segmenter.SegmentAsync(Photo, Request.Prompts, Request.Options, Token));
        known.SetResult();
        await Task.WhenAll(running);

        Assert.Equal(1, _prepared);
        Assert.Equal(Canceled, _updates.Sent.Count(update => update.State == InferenceState.Canceled));
    }

    /// <param name="isFirst">Whether it is the first attempt.</param>
    /// <param name="isFresh">Whether its request has only just come.</param>
    /// <param name="isLookedUp">Whether the job is looked up before.</param>
    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    public async Task Only_a_fresh_first_attempt_begins_without_looking_its_job_up(bool isFirst, bool isFresh, bool isLookedUp)
    {
        _blobs.Put("results/a/canceled", []);
        await _runner.RunAsync(Request with { Attempt = isFirst ? 0 : 1 }, isFresh, Token);

        Assert.Equal([isLookedUp ? InferenceState.Canceled : InferenceState.Failed], _updates.Sent.Select(update => update.State));
    }

    [Fact]
    public async Task A_fresh_attempt_of_a_deleted_job_leaves_nothing()
    {
        _blobs.Put("results/a/items/2/0/masks/0.png", [1]);
        await _runner.RunAsync(Marked with { Attempt = 0, Results = new BlobReference("results", "a/items/2/0") }, true, Token);

        Assert.Empty(_blobs.Names);
    }

    [Fact]
    public async Task A_fresh_attempt_of_a_canceled_job_ends_a_second_later()
    {
        HoldInput();
        _blobs.Put("results/a/canceled", []);
        var running = _runner.RunAsync(Request with { Attempt = 0 }, true, Token);
        await StartAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        await running;

        Assert.Equal([InferenceState.Started, InferenceState.Canceled], _updates.Sent.Select(update => update.State));
    }

    [Fact]
    public async Task An_attempt_of_a_job_that_is_not_marked_as_there_leaves_nothing_and_says_so()
    {
        _blobs.Put("results/a/items/2/1/masks/0.png", [1]);
        await _runner.RunAsync(Marked, false, Token);

        Assert.Equal([(InferenceState.Failed, InferenceErrorCode.JobUnmarked)], _updates.Sent.Select(update => (update.State, update.Error!.Code)));
        Assert.Empty(_blobs.Names);
    }

    [Fact]
    public async Task A_mark_that_goes_meanwhile_is_no_cancel_request()
    {
        _blobs.Put("results/a/present", []);
        HoldInput();
        var running = _runner.RunAsync(Marked, false, Token);
        await StartAsync();
        await _blobs.Client.GetBlobContainerClient("results").DeleteBlobAsync("a/present", cancellationToken: Token);
        _time.Advance(TimeSpan.FromSeconds(1));
        await running;

        Assert.Equal([InferenceState.Started, InferenceState.Failed], _updates.Sent.Select(update => update.State));
        Assert.Equal(InferenceErrorCode.JobUnmarked, _updates.Sent[1].Error!.Code);
    }

    [Fact]
    public async Task An_input_that_is_missing_fails_the_attempt()
    {
        await _runner.RunAsync(Request, false, Token);

        Assert.Equal([InferenceState.Failed], _updates.Sent.Select(update => update.State));
        Assert.Equal(InferenceErrorCode.InputMissing, _updates.Sent[0].Error?.Code);
        Assert.All(_updates.Sent, update => Assert.Equal(("job-1", 2, 1), (update.JobId, update.Item, update.Attempt)));
        Assert.Empty(_blobs.Names);
    }

    [Fact]
    public async Task An_input_that_is_no_picture_fails_the_attempt()
    {
        _blobs.Put("inputs/a/photo", "GIF89a and more than enough bytes to be told by"u8.ToArray());
        await _runner.RunAsync(Request, false, Token);

        Assert.Equal(InferenceErrorCode.InputTypeUnsupported, _updates.Sent[^1].Error?.Code);
    }

    [Fact]
    public async Task A_network_that_the_worker_has_not_fails_the_attempt_by_its_name()
    {
        _blobs.Put("inputs/a/photo", [1]);
        await _runner.RunAsync(Request with { Options = new InferenceOptions(Model: "dino") }, false, Token);

        Assert.Equal([InferenceState.Failed], _updates.Sent.Select(update => update.State));
        Assert.StartsWith("The worker has no network 'dino'. ", _updates.Sent[^1].Error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_background_that_is_missing_is_told_from_an_input_that_is()
    {
        _blobs.Put("inputs/a/photo", [1]);
        var request = Request with
        {
            Options = new InferenceOptions { Cutout = new CutoutOptions { Background = new CutoutBackground(Picture: new BlobReference("inputs", "a/background")) } },
        };
        await _runner.RunAsync(request, false, Token);

        Assert.Equal(InferenceErrorCode.InputMissing, _updates.Sent[^1].Error?.Code);
        Assert.StartsWith("The background cannot be used. ", _updates.Sent[^1].Error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_marker_that_appears_meanwhile_cancels_the_work()
    {
        HoldInput();
        var running = _runner.RunAsync(Request, false, Token);
        await StartAsync();
        _blobs.Put("results/a/canceled", []);
        _time.Advance(TimeSpan.FromSeconds(1));
        await running;

        Assert.Equal([InferenceState.Started, InferenceState.Canceled], _updates.Sent.Select(update => update.State));
    }

    [Fact]
    public async Task The_picture_is_read_while_it_is_looked_up_whether_anybody_waits_for_it()
    {
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _blobs.Before = async (request, cancellationToken) =>
        {
            if (IsInput(request))
            {
                read.TrySetResult();
                return null;
            }

            await read.Task.WaitAsync(TimeSpan.FromSeconds(10), cancellationToken);
            return null;
        };
        await _runner.RunAsync(Request, false, Token);

        Assert.Equal([InferenceState.Failed], _updates.Sent.Select(update => update.State));
    }

    [Fact]
    public async Task A_worker_that_stops_says_nothing_of_the_end()
    {
        using var stopping = new CancellationTokenSource();
        HoldInput();
        var running = _runner.RunAsync(Request, false, stopping.Token);
        await StartAsync();
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal([InferenceState.Started], _updates.Sent.Select(update => update.State));
    }

    [Fact]
    public async Task A_fault_of_storage_is_left_to_another_delivery()
    {
        _blobs.Before = (request, _) => Task.FromResult(IsInput(request) ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) : null);

        await Assert.ThrowsAsync<RequestFailedException>(() => _runner.RunAsync(Request, false, Token));
        Assert.Empty(_updates.Sent);
    }

    [Fact]
    public async Task Only_what_takes_a_while_is_told_to_have_started_and_each_update_tells_how_long_it_has_taken()
    {
        var isOver = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _blobs.Before = async (request, _) =>
        {
            await (IsInput(request) ? isOver.Task : Task.CompletedTask);
            return null;
        };
        var running = _runner.RunAsync(Request, false, Token);
        await StartAsync();
        isOver.SetResult();
        await running;
        await _runner.RunAsync(Request, false, Token);

        Assert.Equal([InferenceState.Started, InferenceState.Failed, InferenceState.Failed], _updates.Sent.Select(update => update.State));
        Assert.InRange(_updates.Sent[0].WorkedMilliseconds!.Value, 1_000, 10_000);
        Assert.InRange(_updates.Sent[1].WorkedMilliseconds!.Value, 1_000, 10_000);
        Assert.Equal(0, _updates.Sent[2].WorkedMilliseconds);
    }

    public async ValueTask DisposeAsync()
    {
        await _segmenter.DisposeAsync();
        await _results.DisposeAsync();
        await _sender.DisposeAsync();
        _pool.Dispose();
        _blobs.Dispose();
    }

    /// <summary>Lets time pass until the attempt is told to have started.</summary>
    private async Task StartAsync()
    {
        while (!_updates.FirstSent.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(1, Token);
        }
    }

    private static bool IsInput(HttpRequestMessage request) => Uri.UnescapeDataString(request.RequestUri!.AbsolutePath).EndsWith("/inputs/a/photo", StringComparison.Ordinal);

    /// <summary>Makes the input's download last until it is canceled.</summary>
    private void HoldInput() => _blobs.Before = async (request, cancellationToken) =>
    {
        if (IsInput(request))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        return null;
    };
}
