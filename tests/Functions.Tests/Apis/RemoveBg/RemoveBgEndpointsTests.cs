using Azure.Storage.Blobs.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Accounts;
using SegFunctions.Apis.RemoveBg;
using SegFunctions.Media;
using SegFunctions.Storage;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Apis.RemoveBg;

public sealed class RemoveBgEndpointsTests(Azurite azurite)
{
    private const int MaxStoredBytes = 100;

    private readonly string _account = Azurite.DrawAccount();
    private readonly BlobStore _blobs = new(azurite.Blobs);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The picture is stored; the background for it is not.</summary>
    [Fact]
    public async Task Of_a_request_that_cannot_be_stored_whole_nothing_stays()
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent([0xFF, 0xD8, 0xFF, .. new byte[MaxStoredBytes / 2]]), "image_file", "a.jpg" },
            { new ByteArrayContent([0xFF, 0xD8, 0xFF, .. new byte[MaxStoredBytes * 2]]), "bg_image_file", "b.jpg" },
        };
        await Assert.ThrowsAsync<UploadTooLargeException>(() => AskAsync(form));

        var inputs = azurite.Blobs.GetBlobContainerClient(Containers.Inputs);
        Assert.True(await inputs.ExistsAsync(Token));
        Assert.Empty(await inputs.GetBlobsAsync(new GetBlobsOptions { Prefix = $"{_account}/" }, Token).ToListAsync(Token));
    }

    private async Task AskAsync(HttpContent body)
    {
        var limits = new AccountLimits(Options.Create(new AccountOptions()));
        var uploads = new UploadStore(_blobs, Options.Create(new MediaOptions { MaxImageBytes = MaxStoredBytes }), TimeProvider.System);
        var orders = new RemoveBgOrders(uploads, null!, new InputSources(_blobs), Options.Create(new MediaOptions()), limits, new FakeTimeProvider(Specs.Now));
        var endpoints = new RemoveBgEndpoints(orders, null!, null!, null!, _blobs, null!, limits);
        var http = new DefaultHttpContext
        {
            Request = { Method = "POST", ContentType = body.Headers.ContentType!.ToString(), Body = await body.ReadAsStreamAsync(Token) },
        };
        http.Features.Set(new AuthenticatedAccount(new ApiKey(new string('a', 64), "", _account, KeyScopes.Jobs, null, null, null, null)));
        await endpoints.RemoveBackgroundAsync(http.Request, null!, Token);
    }
}
