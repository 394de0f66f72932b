using System.IO.Compression;
using System.Net;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Playground;

/// <summary>The page that shows the API's description, in a real browser on a real stack.</summary>
[Collection<PageStack>]
public sealed class ReferenceTests(PageStack stack) : IDisposable
{
    /// <summary>Faults in Scalar's own elements, listed in docs/api.md: they lack accessible names, which this page cannot add.</summary>
    private static readonly string[] ListedFaults = ["aria-input-field-name", "aria-prohibited-attr", "aria-required-attr", "aria-valid-attr-value"];

    private readonly Browser _browser = new(stack);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task It_shows_every_API_of_the_description()
    {
        var text = (await _browser.PlayAsync("reference", "reads")).GetString()!;

        Assert.Contains("SegmentationApi", text, StringComparison.Ordinal);
        Assert.Contains("Cognite", text, StringComparison.Ordinal);
        Assert.Contains("Create job", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ask AI", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_call_can_be_tried_with_the_local_key()
    {
        var seen = await _browser.PlayAsync("reference", "tries");

        Assert.Equal(200, seen.GetProperty("status").GetInt32());
        Assert.Equal("local", seen.GetProperty("account").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Nothing_else_in_it_breaks_the_rules_of_accessibility()
    {
        foreach (var look in (await _browser.PlayAsync("reference", "looks")).EnumerateObject())
        {
            Assert.All(look.Value.GetProperty("page").EnumerateArray(), fault => Assert.StartsWith("aria-required-attr:", fault.GetString(), StringComparison.Ordinal));
            Assert.All(look.Value.GetProperty("client").EnumerateArray(), fault => Assert.Contains(fault.GetString()!.Split(':')[0], ListedFaults));
        }
    }

    [Fact]
    public async Task Its_policy_alone_lets_inline_styles_be()
    {
        var policies = new Dictionary<string, string>();
        foreach (var path in (string[])["docs", "play", "play/reference.js"])
        {
            policies[path] = (await GetAsync(path)).Headers["content-security-policy"];
        }

        Assert.Equal(["docs"], policies.Where(policy => policy.Value.Contains("unsafe-", StringComparison.Ordinal)).Select(policy => policy.Key));
        Assert.All(policies.Values, policy => Assert.StartsWith("default-src 'none'; script-src 'self'; ", policy, StringComparison.Ordinal));
        Assert.All(policies.Values, policy => Assert.EndsWith("; connect-src 'self'", policy, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_script_comes_packed_to_those_who_take_it_so_and_plain_to_others()
    {
        var plain = await stack.Api.DownloadAsync("docs/scalar.js", Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, "docs/scalar.js") { Headers = { { "Accept-Encoding", "gzip" } } };
        using var http = new HttpClient { BaseAddress = stack.BaseUrl };
        using var answer = await http.SendAsync(request, Token);
        await using var unpacked = new GZipStream(await answer.Content.ReadAsStreamAsync(Token), CompressionMode.Decompress);
        using var copy = new MemoryStream();
        await unpacked.CopyToAsync(copy, Token);

        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        Assert.Equal(plain, copy.ToArray());
    }

    private async Task<Answer> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return (await stack.Api.SendAsync(request, Token)).Expect(HttpStatusCode.OK);
    }
}
