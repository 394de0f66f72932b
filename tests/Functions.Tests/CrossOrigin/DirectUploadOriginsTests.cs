using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SegFunctions.Connections;
using SegFunctions.CrossOrigin;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.CrossOrigin;

/// <summary>With its own Azurite, because the rules apply to the whole account.</summary>
public sealed class DirectUploadOriginsTests : IAsyncLifetime
{
    private const string Origin = "https://app.example";

    private readonly Azurite _azurite = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _azurite.InitializeAsync();

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();

    [Fact]
    public async Task Only_a_page_of_a_named_origin_may_upload()
    {
        await TellAsync(new BlobConnection { ConnectionString = _azurite.ConnectionString });

        Assert.Equal(Origin, await AskAsync(Origin));
        Assert.Null(await AskAsync("https://other.example"));
    }

    [Fact]
    public async Task An_account_without_a_key_is_left_to_its_deployment()
    {
        await TellAsync(new BlobConnection { BlobServiceUri = _azurite.Blobs.Uri });

        Assert.Empty((await _azurite.Blobs.GetPropertiesAsync(Token)).Value.Cors);
    }

    private async Task TellAsync(BlobConnection storage)
    {
        using var service = new DirectUploadOrigins(
            _azurite.Blobs, Options.Create(new CrossOriginOptions { Origins = { Origin } }), Options.Create(storage), NullLogger<DirectUploadOrigins>.Instance);
        await service.StartAsync(Token);
        await service.ExecuteTask!;
    }

    private async Task<string?> AskAsync(string origin)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Options, $"{_azurite.Blobs.Uri}/inputs/a/b");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "PUT");
        request.Headers.Add("Access-Control-Request-Headers", "content-type,x-ms-blob-type");
        using var answer = await http.SendAsync(request, Token);
        return answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null;
    }
}
