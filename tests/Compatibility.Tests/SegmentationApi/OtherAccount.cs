using System.Net;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>An account created for a test through the server's own management calls.</summary>
internal sealed class OtherAccount : IDisposable
{
    private OtherAccount(string name, string key, ApiUnderTest api) => (Name, Key, Api) = (name, key, api);

    public string Name { get; }

    public string Key { get; }

    /// <summary>Uses the account's key.</summary>
    public ApiUnderTest Api { get; }

    /// <param name="stack">Where it is created.</param>
    /// <param name="tokens">Null for no balance.</param>
    /// <param name="requestsPerMinute">Null for the server's default.</param>
    /// <param name="maxOpenJobs">Null for the server's default.</param>
    /// <param name="maxRunning">Null for the server's default.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<OtherAccount> CreateAsync(
        SharedStack stack,
        CancellationToken cancellationToken,
        long? tokens = null,
        int? requestsPerMinute = null,
        int? maxOpenJobs = null,
        int? maxRunning = null)
    {
        var name = $"t{Guid.NewGuid():N}";
        var created = (await stack.Api.PostAsync("manage/keys", new { account = name, requestsPerMinute, maxOpenJobs, maxRunning }, cancellationToken))
            .Expect(HttpStatusCode.Created);
        await SetTokensAsync(stack, name, tokens, cancellationToken);
        return new OtherAccount(name, created.Text("key"), new ApiUnderTest(stack.BaseUrl, created.Text("key")));
    }

    public static async Task SetTokensAsync(SharedStack stack, string name, long? tokens, CancellationToken cancellationToken) =>
        (await stack.Api.SendAsync(
            HttpMethod.Put, $"manage/accounts/{name}", JsonSerializer.Serialize(new { tokens }), TestSetup.ApiKey, cancellationToken)).Expect(HttpStatusCode.OK);

    /// <summary>Checks that the account has no jobs, no files, and all its tokens.</summary>
    public async Task AssertEmptyAsync(SharedStack stack, long tokens, CancellationToken cancellationToken)
    {
        foreach (var list in (string[])["v1/jobs", "v1/webhooks/endpoints", "v1/webhooks/deliveries"])
        {
            Assert.Empty((await Api.GetAsync(list, cancellationToken)).Body.GetProperty("items").EnumerateArray());
        }

        Assert.Equal((tokens, 0, 0), await ReadLedgerAsync(stack, cancellationToken));
        foreach (var container in (string[])["inputs", "results", "archives"])
        {
            Assert.Empty(await ListBlobsAsync(stack, container, cancellationToken));
        }
    }

    /// <returns>Its tokens, its open jobs, and the tokens that it has used.</returns>
    public async Task<(long Left, int Open, long Used)> ReadLedgerAsync(SharedStack stack, CancellationToken cancellationToken)
    {
        var state = (await stack.Api.GetAsync($"manage/accounts/{Name}", cancellationToken)).Body;
        return (state.GetProperty("tokens").GetInt64(), state.GetProperty("openJobs").GetInt32(), state.GetProperty("used").GetInt64());
    }

    public void Dispose() => Api.Dispose();

    private async Task<IReadOnlyList<string>> ListBlobsAsync(SharedStack stack, string container, CancellationToken cancellationToken)
    {
        var blobs = new BlobServiceClient(stack.Storage).GetBlobContainerClient(container);
        return await blobs.ExistsAsync(cancellationToken)
            ? await blobs.GetBlobsAsync(BlobTraits.None, BlobStates.None, Name + "/", cancellationToken).Select(blob => blob.Name).ToListAsync(cancellationToken)
            : [];
    }
}
