using SegFunctions.Local.Client;
using SegFunctions.Local.Stack;

namespace SegFunctions.Benchmarks.Webhooks;

/// <summary>A stack that may call receivers on this machine, with pictures for its jobs.</summary>
internal sealed class WebhookBed : IAsyncDisposable
{
    private const int BlackSide = 64;

    private readonly IAsyncDisposable _stack;
    private readonly SegmentationClient _client;
    private readonly IReadOnlyList<string> _photos;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-photos-");
    private int _uploaded;

    private WebhookBed(IAsyncDisposable stack, Uri server, string apiKey, IReadOnlyList<SupervisedChild> children, IReadOnlyList<string> photos)
    {
        (_stack, _photos, Children) = (stack, photos, children);
        _client = new SegmentationClient(server, apiKey, TimeProvider.System);
        Http = new HttpClient { BaseAddress = server, DefaultRequestHeaders = { { "x-api-key", apiKey } } };
    }

    public HttpClient Http { get; }

    public IReadOnlyList<SupervisedChild> Children { get; }

    /// <param name="networks">Whether a real worker with its networks answers.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<WebhookBed> StartAsync(bool networks, CancellationToken cancellationToken)
    {
        if (networks)
        {
            var whole = await BenchmarkStack.StartAsync(photos: null, cancellationToken, allowsLoopback: true);
            return new WebhookBed(whole, whole.Stack.BaseUrl, BenchmarkStack.ApiKey, whole.Stack.Children, whole.Photos);
        }

        var stub = await StubStack.StartAsync(allowsLoopback: true, cancellationToken);
        return new WebhookBed(stub, stub.Server, StubStack.ApiKey, stub.Children, []);
    }

    /// <returns>Tasks with that many pictures: photos that were not used before, or one small picture for all if no network sees it.</returns>
    public async Task<IReadOnlyList<string>> UploadAsync(int count, CancellationToken cancellationToken)
    {
        if (_photos.Count == 0)
        {
            using var black = NetVips.Image.Black(BlackSide, BlackSide, bands: 3);
            return [.. Enumerable.Repeat(await _client.UploadAsync(black.PngsaveBuffer(), "image/png", cancellationToken), count)];
        }

        var tasks = new List<string>();
        foreach (var photo in DistinctPhotos.Make(_photos, _uploaded + count, _folder.FullName).Skip(_uploaded))
        {
            tasks.Add(await _client.UploadAsync(await File.ReadAllBytesAsync(photo, cancellationToken), "image/jpeg", cancellationToken));
        }

        _uploaded += count;
        return tasks;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _client.Dispose();
        await _stack.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
