using System.Text.Json;
using SegFunctions.Accounts;
using SegFunctions.Apis;
using SegFunctions.Apis.Own;

namespace SegFunctions.Tests.Apis.Own;

public sealed class ManagementJsonTests
{
    private static readonly string Hash = new('a', 64);

    [Fact]
    public void Only_the_account_has_no_default()
    {
        var key = Read("""{"account":"alice"}""");

        Assert.Equal(new ApiKey(Hash, "", "alice", KeyScopes.Jobs, Specs.Now, null, null, null), key);
    }

    [Fact]
    public void Everything_can_be_said()
    {
        var key = Read("""{"account":"a","name":"n","scopes":["manage","jobs"],"expiresAt":"2026-04-01T00:00:00Z","requestsPerMinute":0,"maxOpenJobs":5,"maxRunning":2}""");

        Assert.Equal(
            new ApiKey(Hash, "n", "a", KeyScopes.Jobs | KeyScopes.Manage, Specs.Now, new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero), 0, 5, 2), key);
        Assert.Equal(["jobs", "manage"], ManagementJson.ToItem(key).Scopes);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"account":"a/b"}""")]
    [InlineData("""{"account":"a","scopes":[]}""")]
    [InlineData("""{"account":"a","scopes":["all"]}""")]
    [InlineData("""{"account":"a","expiresAt":"2026-03-07T12:00:00Z"}""")]
    [InlineData("""{"account":"a","expiresAt":"tomorrow"}""")]
    [InlineData("""{"account":"a","requestsPerMinute":-1}""")]
    [InlineData("""{"account":"a","maxOpenJobs":1.5}""")]
    [InlineData("""{"account":"a","maxOpenJobs":99999999999}""")]
    public void What_makes_no_key_is_refused(string json) => Assert.Throws<ApiException>(() => Read(json));

    [Theory]
    [InlineData("""{"tokens":0}""", 0L)]
    [InlineData("""{"tokens":12}""", 12L)]
    [InlineData("""{"tokens":null}""", null)]
    public void Tokens_are_a_number_or_null(string json, long? tokens) => Assert.Equal(tokens, ManagementJson.ReadTokens(Parse(json)));

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"tokens":-1}""")]
    [InlineData("""{"tokens":"12"}""")]
    [InlineData("""{"tokens":1e300}""")]
    public void Other_tokens_are_refused(string json) => Assert.Throws<ApiException>(() => ManagementJson.ReadTokens(Parse(json)));

    private static ApiKey Read(string json) => ManagementJson.ReadKey(Parse(json), Specs.Now)(Hash);

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
