using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegFunctions.Local.Client;

namespace SegFunctions.Local.Tests.Client;

/// <summary>Uploads to a server, which here is the app and the storage account in one.</summary>
public sealed class UploadTests : IAsyncLifetime
{
    private const int TooBigForTheApp = 100_000_001;

    private readonly string _path = Path.GetTempFileName();
    private readonly List<(string Path, string? Type, string? Kind, long Bytes)> _puts = [];
    private readonly Queue<int> _statuses = [];
    private WebApplication? _server;
    private SegmentationClient? _client;
    private bool _hasDirectAddress = true;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_goes_to_the_app()
    {
        Assert.Equal("task-1", await UploadAsync(1000));
        Assert.Equal([("/app", "video/mp4", null, 1000)], _puts);
    }

    [Fact]
    public async Task A_file_that_is_too_big_for_the_app_goes_to_the_storage_account()
    {
        Assert.Equal("task-1", await UploadAsync(TooBigForTheApp));
        Assert.Equal([("/storage", "video/mp4", "BlockBlob", TooBigForTheApp)], _puts);
    }

    [Fact]
    public async Task Where_the_server_has_no_other_address_it_goes_to_the_app_all_the_same()
    {
        _hasDirectAddress = false;
        await UploadAsync(TooBigForTheApp);

        Assert.Equal(["/app"], _puts.Select(put => put.Path));
    }

    [Fact]
    public async Task A_server_that_was_busy_gets_the_whole_file_once_more()
    {
        _statuses.Enqueue(503);
        await UploadAsync(200_000);

        Assert.Equal([200_000, 200_000], _puts.Select(put => put.Bytes));
    }

    [Fact]
    public async Task What_the_storage_account_refuses_is_said()
    {
        _statuses.Enqueue(403);
        var refused = await Assert.ThrowsAsync<ApiException>(() => UploadAsync(TooBigForTheApp));

        Assert.Equal($"The storage account at {new Uri(_server!.Urls.Single()).Authority} answered 403 to the upload.", refused.Message);
    }

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        _server = builder.Build();
        _server.Urls.Add("http://127.0.0.1:0");
        _server.MapPost("v1/uploads/presign", (HttpRequest request) =>
        {
            var here = $"http://{request.Host}";
            var headers = new Dictionary<string, string> { ["Content-Type"] = "video/mp4", ["x-ms-blob-type"] = "BlockBlob" };
            return Results.Json(new { uploadUrl = $"{here}/app", taskId = "task-1", bucket = "uploads", expiresIn = 300, directUpload = _hasDirectAddress ? new { url = $"{here}/storage", headers } : null });
        });
        _server.MapPut("{place}", async (HttpRequest request) =>
        {
            var (bytes, buffer) = (0L, new byte[81_920]);
            while (await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted) is > 0 and var read)
            {
                bytes += read;
            }

            _puts.Add((request.Path, request.ContentType, request.Headers["x-ms-blob-type"], bytes));
            return Results.StatusCode(_statuses.TryDequeue(out var status) ? status : 201);
        });
        await _server.StartAsync(Token);
        _client = new SegmentationClient(new Uri(_server.Urls.Single()), "key", TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        File.Delete(_path);
    }

    private async Task<string> UploadAsync(long length)
    {
        await using var file = new FileStream(_path, FileMode.Open, FileAccess.ReadWrite);
        file.SetLength(length);
        using var content = new FileContent(file, "video/mp4");
        return await _client!.UploadAsync(content, Token);
    }
}
