using System.Net;
using System.Text.Json;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>An account made for a test, by the server's own management calls.</summary>
internal sealed class OtherAccount : IDisposable
{
    private OtherAccount(string name, string key, ApiUnderTest api) => (Name, Key, Api) = (name, key, api);

    public string Name { get; }

    public string Key { get; }

    /// <summary>Speaks with the account's key.</summary>
    public ApiUnderTest Api { get; }

    /// <param name="stack">Where it is made.</param>
    /// <param name="tokens">Null to do without a balance.</param>
    /// <param name="requestsPerMinute">Null for the server's default.</param>
    /// <param name="maxOpenJobs">Null for the server's default.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<OtherAccount> CreateAsync(
        SharedStack stack, CancellationToken cancellationToken, long? tokens = null, int? requestsPerMinute = null, int? maxOpenJobs = null)
    {
        var name = $"t{Guid.NewGuid():N}";
        var created = (await stack.Api.PostAsync("manage/keys", new { account = name, requestsPerMinute, maxOpenJobs }, cancellationToken))
            .Expect(HttpStatusCode.Created);
        await SetTokensAsync(stack, name, tokens, cancellationToken);
        return new OtherAccount(name, created.Text("key"), new ApiUnderTest(stack.BaseUrl, created.Text("key")));
    }

    public static async Task SetTokensAsync(SharedStack stack, string name, long? tokens, CancellationToken cancellationToken) =>
        (await stack.Api.SendAsync(
            HttpMethod.Put, $"manage/accounts/{name}", JsonSerializer.Serialize(new { tokens }), TestSetup.ApiKey, cancellationToken)).Expect(HttpStatusCode.OK);

    public void Dispose() => Api.Dispose();
}
