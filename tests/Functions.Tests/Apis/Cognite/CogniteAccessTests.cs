using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using SegFunctions.Tests.Hosting;

namespace SegFunctions.Tests.Apis.Cognite;

/// <summary>Tokens at the app itself. Storage refuses every request, so whatever gets that far is recognized by its errors.</summary>
public sealed class CogniteAccessTests(AppProcess app) : IClassFixture<AppProcess>
{
    private const string NoLimit = "/api/v1/projects/plant/files?limit=0";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RsaSecurityKey Key => app.Provider.Publish("first");

    [Fact]
    public async Task A_token_opens_its_project()
    {
        var (status, error) = await AskAsync(HttpMethod.Get, NoLimit, Sign());

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("limit", error.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/projects/other/files", "not for this project")]
    [InlineData("/api/v1/projects//files", "not for this project")]
    [InlineData("/api/v1/projects/other/nowhere", "not for this project")]
    public async Task Another_project_is_forbidden_and_not_unauthorized(string path, string why)
    {
        var (status, error) = await AskAsync(HttpMethod.Get, path, Sign());

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains(why, error.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_capability_that_the_token_lacks_is_named()
    {
        var (status, error) = await AskAsync(HttpMethod.Post, "/api/v1/projects/plant/files", Sign(("scope", "files.read")));

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("filesAcl:WRITE", error.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_opens_no_other_API()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(HttpMethod.Get, "/v1/jobs?limit=0", Sign())).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(HttpMethod.Get, "/manage/keys", Sign())).Status);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    public async Task What_is_no_token_is_unauthorized(string token) => Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(HttpMethod.Get, NoLimit, token)).Status);

    [Fact]
    public async Task An_inspected_token_says_what_it_opens()
    {
        var (status, body) = await AskAsync(HttpMethod.Get, "/api/v1/token/inspect", Sign(("scope", "files.read")));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            """{"subject":"alice","projects":[{"projectUrlName":"plant","groups":[]},{"projectUrlName":"mill","groups":[]}],"capabilities":[{"filesAcl":{"actions":["READ"],"scope":{"all":{}}},"projectScope":{"projects":["plant","mill"]}}]}""",
            body.GetRawText());
    }

    [Fact]
    public async Task An_inspected_key_opens_every_project_of_its_account()
    {
        var (_, body) = await AskAsync(HttpMethod.Get, "/api/v1/token/inspect", AppProcess.Key);

        Assert.Equal("acct", body.GetProperty("projects")[0].GetProperty("projectUrlName").GetString());
        Assert.Equal("""{"allProjects":{}}""", body.GetProperty("capabilities")[0].GetProperty("projectScope").GetRawText());
    }

    [Fact]
    public async Task No_token_and_no_key_is_in_what_the_app_says()
    {
        string[] secrets = [Sign(), Sign(("aud", "another")), Sign(("scope", "")), "a.b.made-up-token", "made-up-key"];
        foreach (var secret in secrets)
        {
            await AskAsync(HttpMethod.Get, NoLimit, secret);
            await AskAsync(HttpMethod.Post, "/api/v1/projects/plant/files", secret);
        }

        Assert.NotEmpty(app.Output);
        Assert.All(app.Output, line => Assert.DoesNotContain(secrets, secret => line.Contains(secret.Split('.')[^1], StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("alpha", true)]
    [InlineData("V20210406", true)]
    [InlineData("beta", false)]
    [InlineData("20230101-beta", false)]
    public async Task Where_that_is_required_a_segmentation_must_ask_for_beta(string? version, bool isTold)
    {
        var (status, error) = await AskAsync(HttpMethod.Post, "/api/v1/projects/plant/context/vision/segment", Sign(), version);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(isTold, error.GetProperty("error").GetProperty("message").GetString()!.Contains("cdf-version: beta", StringComparison.Ordinal));
    }

    private string Sign(params (string Name, object? Value)[] claims) => app.Provider.Sign(Key, TimeProvider.System.GetUtcNow(), claims: claims);

    private async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(HttpMethod method, string path, string token, string? version = null)
    {
        // Joined by hand, so that two slashes stay two.
        using var request = new HttpRequestMessage(method, new Uri(app.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = method == HttpMethod.Post ? JsonContent.Create(new { }) : null;
        if (version is not null)
        {
            request.Headers.Add("cdf-version", version);
        }

        using var answer = await app.Http.SendAsync(request, Token);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Token));
    }
}
