using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SegFunctions.Contract;
using SegFunctions.Fetching;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Storage;
using SegFunctions.Tests.Fetching;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Media;

public sealed class InputFetcherTests(Azurite azurite) : IAsyncLifetime
{
    private const int MaxBytes = 1000;

    /// <summary>Never ends.</summary>
    private const string Slow = "/slow";

    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, .. Enumerable.Range(0, 100).Select(i => (byte)i)];

    private readonly BlobReference _target = new("inputs", $"{Azurite.DrawAccount()}/input");
    private readonly BlobStore _blobs = new(azurite.Blobs);
    private LoopbackServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stores_a_picture_with_its_type()
    {
        Assert.Null(await FetchAsync("/picture?sig=secret"));

        var stored = await _blobs.FindPropertiesAsync(_target, Token);
        Assert.Equal((MaxBytes, "image/webp"), (stored!.ContentLength, stored.ContentType));
    }

    [Fact]
    public async Task What_has_no_type_or_a_storages_is_of_unknown_kind()
    {
        Assert.Null(await FetchAsync("/untyped"));
        Assert.Equal("application/octet-stream", (await _blobs.FindPropertiesAsync(_target, Token))!.ContentType);
    }

    [Fact]
    public async Task A_picture_is_one_whatever_its_server_says()
    {
        Assert.Null(await FetchAsync("/disguised"));

        var stored = await _blobs.FindPropertiesAsync(_target, Token);
        Assert.Equal((Png.Length, "image/png"), ((int)stored!.ContentLength, stored.ContentType));
        Assert.Equal(Png, (await _blobs.FindAsync(_target, Token))!.ToArray());
    }

    [Theory]
    [InlineData("/large", JobErrorCode.InputTooLarge)]
    [InlineData("/endless", JobErrorCode.InputTooLarge)]
    [InlineData("/page", JobErrorCode.InputTypeUnsupported)]
    [InlineData("/compressed", JobErrorCode.InputTypeUnsupported)]
    [InlineData("/missing", JobErrorCode.InputFetchFailed)]
    [InlineData("/failing", JobErrorCode.InputFetchFailed)]
    [InlineData("/broken", JobErrorCode.InputFetchFailed)]
    [InlineData(Slow, JobErrorCode.InputFetchFailed)]
    [InlineData("/inside", JobErrorCode.InputFetchFailed)]
    public async Task Says_what_is_wrong_and_stores_nothing(string path, JobErrorCode code)
    {
        Assert.Equal(code, (await FetchAsync(path))?.Code);
        Assert.Null(await _blobs.FindPropertiesAsync(_target, Token));
    }

    [Fact]
    public async Task An_address_where_nobody_listens_is_not_reached()
    {
        var url = _server.Url;
        await _server.DisposeAsync();

        Assert.Equal("The address cannot be reached.", (await FetchAsync(url))?.Message);
    }

    public async ValueTask InitializeAsync() => _server = await LoopbackServer.StartAsync(async context =>
    {
        var answer = context.Response;
        answer.ContentType = "image/webp";
        switch (context.Request.Path.Value)
        {
            case "/picture":
                await answer.Body.WriteAsync(new byte[MaxBytes], Token);
                break;
            case "/disguised":
                answer.ContentType = "text/html";
                await answer.Body.WriteAsync(Png.AsMemory(0, 5), Token);
                await answer.Body.FlushAsync(Token);
                await answer.Body.WriteAsync(Png.AsMemory(5), Token);
                break;
            case "/untyped":
                answer.ContentType = "binary/octet-stream";
                await answer.Body.WriteAsync(new byte[5], Token);
                break;
            case "/large":
                answer.ContentLength = MaxBytes + 1;
                await answer.Body.WriteAsync(new byte[MaxBytes + 1], Token);
                break;
            case "/endless":
                for (var i = 0; i < 100 && !context.RequestAborted.IsCancellationRequested; i++)
                {
                    await answer.Body.WriteAsync(new byte[MaxBytes], Token);
                }

                break;
            case "/page":
                answer.ContentType = "text/html";
                break;
            case "/compressed":
                answer.Headers.ContentEncoding = "gzip";
                break;
            case "/missing":
                answer.StatusCode = 404;
                break;
            case "/failing":
                answer.StatusCode = 500;
                break;
            case "/broken":
                answer.ContentLength = MaxBytes;
                await answer.Body.WriteAsync(new byte[5], Token);
                await answer.Body.FlushAsync(Token);
                context.Abort();
                break;
            case Slow:
                await answer.Body.WriteAsync(new byte[5], Token);
                await answer.Body.FlushAsync(Token);
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case "/inside":
                answer.Redirect("http://169.254.169.254/metadata/instance");
                break;
        }
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task<JobError?> FetchAsync(string path) => FetchAsync(new Uri(_server.Url, path));

    private async Task<JobError?> FetchAsync(Uri url)
    {
        var settings = new Dictionary<string, string?> { ["Fetch:Retries"] = "0" };
        if (url.AbsolutePath == Slow)
        {
            // All others get as much time as a busy machine may need.
            settings["Fetch:Timeout"] = settings["Fetch:FirstByteTimeout"] = "00:00:01";
        }

        await using var services = GuardedServices.CreateWith(settings, "127.0.0.1/32");
        var media = Options.Create(new MediaOptions { MaxImageBytes = MaxBytes });
        var fetcher = new InputFetcher(
            services.GetRequiredService<OutgoingClients>(), new UploadStore(_blobs, media, TimeProvider.System), services.GetRequiredService<IOptions<FetchOptions>>(), media, TimeProvider.System, NullLogger<InputFetcher>.Instance);
        return await fetcher.FetchAsync(url, _target, Token);
    }
}
