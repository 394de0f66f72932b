using System.Net;
using Azure;
using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Worker.Blobs;

namespace SegFunctions.Worker.Tests.Blobs;

public sealed class ResultWriterTests : IAsyncDisposable
{
    /// <summary>8 × 8 pixels of gray.</summary>
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAD0lEQVR42mOIwgEYhpYEAGBOQ4HXjRn7AAAAAElFTkSuQmCC";

    private static readonly InferenceRequest Request = new(
        "job-1", 0, 0, new BlobReference("inputs", "a/photo"), new BlobReference("results", "a/items/0/0"), new BlobReference("results", "a/canceled"),
        [new TextPrompt("boat")], new InferenceOptions());

    private readonly BlobsInMemory _blobs = new();
    private readonly ResultWriter _writer;

    public ResultWriterTests() => _writer = new ResultWriter(_blobs.Client);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("masks/0.png")]
    [InlineData("rle.json")]
    [InlineData("segments.json")]
    public async Task Returns_the_document_once_it_and_everything_that_it_names_are_stored(string last)
    {
        using var result = Create(segments: 1);
        var (others, release) = (new CountdownEvent(2), new TaskCompletionSource());
        using var disposing = others;
        _blobs.Before = async (request, token) =>
        {
            if (request.Method == HttpMethod.Put && request.RequestUri!.AbsolutePath.EndsWith($"/{last}", StringComparison.Ordinal))
            {
                await release.Task.WaitAsync(token);
            }
            else if (request.Method == HttpMethod.Put)
            {
                others.Signal();
            }

            return null;
        };
        var writing = _writer.WriteAsync(Request, result, Token);
        Assert.True(await Task.Run(() => others.Wait(TimeSpan.FromSeconds(30), Token), Token));
        await Task.WhenAny(writing, Task.Delay(TimeSpan.FromMilliseconds(50), Token));
        Assert.False(writing.IsCompleted);
        release.SetResult();

        Assert.Equal("results/a/items/0/0/segments.json", $"{await writing}");
        Assert.Equal(["results/a/items/0/0/masks/0.png", "results/a/items/0/0/rle.json", "results/a/items/0/0/segments.json"], _blobs.Names.Order());
    }

    [Fact]
    public async Task A_file_that_cannot_be_stored_is_no_result()
    {
        using var result = Create(segments: 1);
        _blobs.Before = (request, _) => Task.FromResult(
            request.RequestUri!.AbsolutePath.EndsWith("/0.png", StringComparison.Ordinal) ? new HttpResponseMessage(HttpStatusCode.Forbidden) : null);

        await Assert.ThrowsAsync<RequestFailedException>(() => _writer.WriteAsync(Request, result, Token));
    }

    [Fact]
    public async Task Waits_for_an_upload_that_has_begun_when_it_is_canceled()
    {
        using var result = Create(segments: 6);
        using var canceled = new CancellationTokenSource();
        var (begun, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        _blobs.Before = async (request, token) =>
        {
            if (request.Method == HttpMethod.Put)
            {
                begun.TrySetResult();
                await release.Task.WaitAsync(token);
            }

            return null;
        };
        var writing = _writer.WriteAsync(Request, result, canceled.Token);
        await begun.Task;
        await canceled.CancelAsync();
        await Task.WhenAny(writing, Task.Delay(TimeSpan.FromMilliseconds(200), Token));
        Assert.False(writing.IsCompleted);
        release.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        Assert.NotEmpty(_blobs.Names);
        Assert.DoesNotContain("results/a/items/0/0/segments.json", _blobs.Names);
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _blobs.Dispose();
    }

    private static SegmentationResult Create(int segments)
    {
        var mask = new BinaryMask(8, 8) { [3, 3] = true };
        return new SegmentationResult(
            new PictureSource(new PictureDecoder(new PictureLimits()), Convert.FromBase64String(Png)),
            [.. Enumerable.Repeat(new FoundSegment(0, "boat", 0.9, 0.9, mask), segments)],
            [],
            [],
            new Provenance([], "cpu", new InferenceOptions(), new Dictionary<string, double>()));
    }
}
