using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Fetching;
using SegFunctions.Links;
using SegFunctions.Media;
using SegFunctions.Storage;
using SegFunctions.Tests.Fetching;
using SegFunctions.Tests.Hosting;
using SegFunctions.Tests.Links;

namespace SegFunctions.Tests.Media;

public sealed class StagedFilesTests : IAsyncLifetime
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly ServiceProvider _services = GuardedServices.CreateWith([], "127.0.0.1/32");
    private readonly string _account = Azurite.DrawAccount();
    private readonly BlobStore _blobs;
    private readonly PublicLinks _links;
    private readonly StagedFiles _files;
    private LoopbackServer _server = null!;
    private int _asked;

    public StagedFilesTests(Azurite azurite)
    {
        _blobs = new BlobStore(azurite.Blobs);
        var (links, media) = (Options.Create(LinkSettings.Options("key")), Options.Create(new MediaOptions()));
        var uploads = new UploadStore(_blobs, media, TimeProvider.System);
        _links = new PublicLinks(new LinkSigner(links, _time), links, _time);
        var fetcher = new InputFetcher(
            _services.GetRequiredService<OutgoingClients>(), uploads, Options.Create(new FetchOptions()), media, _time, NullLogger<InputFetcher>.Instance);
        _files = new StagedFiles(uploads, new InputUrls(_services.GetRequiredService<OutgoingUrls>(), _links), fetcher, _blobs, _links, _time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_there_under_its_link_until_its_end()
    {
        using var content = new MemoryStream([1, 2, 3]);
        var file = await _files.StoreAsync(_files.Draw(_account, "application/pdf", Lifetime), content, Token);
        var token = _files.LinkTo(file.Ticket).Split('/')[^1];

        Assert.Equal(3, file.Bytes);
        Assert.Equal(file.Ticket.Blob, _links.TryReadFile(token));
        Assert.Equal("application/pdf", (await _blobs.FindPropertiesAsync(file.Ticket.Blob, Token))!.ContentType);
        _time.Advance(Lifetime + TimeSpan.FromSeconds(1));
        Assert.Equal((null, true), (_links.TryReadFile(token), _links.LedToFile(token)));
    }

    [Fact]
    public async Task Files_are_fetched_and_what_fails_fails_alone()
    {
        var entries = await TransferAsync(
            ("/file", "application/pdf"), ("/missing", "image/png"), ("/page", ""), ("http://169.254.169.254/a.png", "image/png"), ("a.png", "image/png"));

        Assert.Equal(5, entries[0].File!.Bytes);
        Assert.Equal("application/pdf", (await _blobs.FindPropertiesAsync(entries[0].File!.Ticket.Blob, Token))!.ContentType);
        Assert.Equal(
            [
                null,
                "The address answered with the status 404.",
                "The address answered with text/html, which is not a picture.",
                "The address leads into a network that this service does not open.",
                "The address must be an http or https address.",
            ],
            entries.Select(entry => entry.Error));
        Assert.All(entries.Skip(1), entry => Assert.Null(entry.File));
    }

    [Fact]
    public async Task A_link_of_our_own_is_copied_from_storage()
    {
        using var content = new MemoryStream([1, 2, 3, 4]);
        var first = await _files.StoreAsync(_files.Draw(_account, "image/png", Lifetime), content, Token);
        var entries = await TransferAsync((_files.LinkTo(first.Ticket), ""), (_files.LinkTo(_files.Draw(_account, "image/png", Lifetime)), ""));

        Assert.Equal(4, entries[0].File!.Bytes);
        Assert.NotEqual(first.Ticket.Blob, entries[0].File!.Ticket.Blob);
        Assert.Equal("image/png", (await _blobs.FindPropertiesAsync(entries[0].File!.Ticket.Blob, Token))!.ContentType);
        Assert.Equal("The file is no longer stored.", entries[1].Error);
    }

    [Fact]
    public async Task Four_at_a_time_are_fetched_and_what_is_not_there_after_a_minute_has_failed()
    {
        var transfer = TransferAsync([.. Enumerable.Repeat(("/silent", "image/png"), 6), ("/file", "image/png")]);
        while (Volatile.Read(ref _asked) < 4)
        {
            await Task.Delay(10, Token);
        }

        _time.Advance(TimeSpan.FromSeconds(59));
        await Task.Delay(50, Token);
        Assert.False(transfer.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        var entries = await transfer;

        Assert.Equal(4, _asked);
        Assert.All(entries, entry => Assert.Equal((null, "It was not fetched within 60 seconds."), (entry.File, entry.Error)));
    }

    public async ValueTask InitializeAsync() => _server = await LoopbackServer.StartAsync(async context =>
    {
        switch (context.Request.Path.Value)
        {
            case "/file":
                context.Response.ContentType = "text/plain";
                await context.Response.Body.WriteAsync(new byte[5], Token);
                break;
            case "/page":
                context.Response.ContentType = "text/html";
                break;
            case "/silent":
                Interlocked.Increment(ref _asked);
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            default:
                context.Response.StatusCode = (int)HttpStatusCode.NotFound;
                break;
        }
    });

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _services.DisposeAsync();
    }

    private Task<IReadOnlyList<TransferredFile>> TransferAsync(params (string Url, string Type)[] files) => _files.TransferAsync(
        [.. files.Select(file => (file.Url.StartsWith('/') ? new Uri(_server.Url, file.Url).AbsoluteUri : file.Url, _files.Draw(_account, file.Type, Lifetime)))],
        Token);
}
