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

    [Fact]
    public async Task Writes_the_document_after_everything_that_it_names()
    {
        using var result = Create();
        IReadOnlyList<string> before = [];
        _blobs.Before = (request, _) =>
        {
            if (request.Method == HttpMethod.Put && request.RequestUri!.AbsolutePath.EndsWith("/segments.json", StringComparison.Ordinal))
            {
                before = _blobs.Names;
            }

            return Task.FromResult<HttpResponseMessage?>(null);
        };

        Assert.Equal("results/a/items/0/0/segments.json", $"{await _writer.WriteAsync(Request, result, Token)}");
        Assert.Equal(["results/a/items/0/0/masks/0.png", "results/a/items/0/0/rle.json"], before.Order());
        Assert.Contains("results/a/items/0/0/segments.json", _blobs.Names);
    }

    [Fact]
    public async Task Waits_for_an_upload_that_has_begun_when_it_is_canceled()
    {
        using var result = Create();
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

    private static SegmentationResult Create()
    {
        var mask = new BinaryMask(8, 8) { [3, 3] = true };
        return new SegmentationResult(
            new PictureSource(new PictureDecoder(new PictureLimits()), Convert.FromBase64String(Png)),
            [new FoundSegment(0, "boat", 0.9, 0.9, mask)],
            [],
            [],
            new Provenance([], "cpu", new InferenceOptions(), new Dictionary<string, double>()));
    }
}
