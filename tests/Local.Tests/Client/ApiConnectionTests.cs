using System.Net;
using System.Text.Json;
using SegFunctions.Local.Client;

namespace SegFunctions.Local.Tests.Client;

public sealed class ApiConnectionTests : IAsyncLifetime
{
    private RecordingServer? _server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RecordingServer Server => _server!;

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/behind/a/proxy")]
    [InlineData("/behind/a/proxy/")]
    public async Task Paths_are_below_the_servers_address(string below)
    {
        Server.Answer = (200, Account);
        using var connection = new ApiConnection(new Uri(Server.Url + below), "key", TimeProvider.System);
        await connection.AskAsync<AccountStateResponse>(HttpMethod.Get, "manage/accounts/a%2Fb?x=1", null, Token);

        Assert.Equal($"GET {below.TrimEnd('/')}/manage/accounts/a%2Fb?x=1", Assert.Single(Server.Requests).Line);
    }

    [Theory]
    [InlineData("my key", "The API key has characters that no key has: spaces, or characters beyond ASCII.")]
    [InlineData("clé", "The API key has characters that no key has: spaces, or characters beyond ASCII.")]
    [InlineData("", "The API key is empty.")]
    public void A_key_that_cannot_be_sent_is_refused(string key, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<UserException>(() => ApiConnection.CheckKey(key)).Message);

    [Fact]
    public async Task A_body_is_sent_as_json_with_the_key()
    {
        Server.Answer = (200, Account);
        using var connection = Connect();
        var state = await connection.AskAsync<AccountStateResponse>(HttpMethod.Put, "manage/accounts/a", new SetTokensRequest { Tokens = 5 }, Token);

        var request = Assert.Single(Server.Requests);
        Assert.Equal(("key", 5, ""), (request.ApiKey, request.Body?.GetProperty("tokens").GetInt64(), request.IdempotencyKey));
        Assert.Equal(State, state);
    }

    [Fact]
    public async Task What_is_created_has_a_key_of_its_own_each_time()
    {
        Server.Answer = (201, """{"jobId":"job-1","type":"image","status":"queued","totalItems":1}""");
        using var connection = Connect();
        await connection.CreateAsync<CreateJobResponse>("v1/jobs", new { }, Token);
        await connection.CreateAsync<CreateJobResponse>("v1/jobs", new { }, Token);

        Assert.Equal(2, Server.Requests.Select(request => request.IdempotencyKey).Where(key => key.Length > 0).Distinct().Count());
    }

    [Fact]
    public async Task An_error_of_the_api_is_told_with_its_code()
    {
        Server.Answer = (402, """{"error":"tokens_spent","message":"3 tokens are left."}""");
        using var connection = Connect();
        var refused = await Assert.ThrowsAsync<ApiException>(() => connection.TellAsync(HttpMethod.Delete, "manage/keys/1", Token));

        Assert.Equal(HttpStatusCode.PaymentRequired, refused.Status);
        Assert.Equal(("tokens_spent", "The server answered 402 tokens_spent: 3 tokens are left."), (refused.Code, refused.Message));
    }

    [Theory]
    [InlineData("""{"error":"forbidden"}""", "forbidden", "The server answered 403 forbidden.")]
    [InlineData("""{"error":"forbidden","message":null}""", "forbidden", "The server answered 403 forbidden.")]
    [InlineData("""{"message":"Not from here."}""", null, "The server answered 403: Not from here.")]
    public async Task An_error_that_lacks_a_part_is_told_by_the_other(string json, string? code, string told)
    {
        Server.Answer = (403, json);
        using var connection = Connect();
        var refused = await Assert.ThrowsAsync<ApiException>(() => connection.TellAsync(HttpMethod.Delete, "manage/keys/1", Token));

        Assert.Equal((code, told), (refused.Code, refused.Message));
    }

    [Theory]
    [InlineData(200, "null")]
    [InlineData(200, "{\"account\":\"a\",\"tokens\":null,\"openJobs\":1}")]
    [InlineData(200, "{\"account\":null,\"tokens\":null,\"openJobs\":1,\"usedLast24h\":2,\"used\":3}")]
    [InlineData(200, "{\"account\":")]
    [InlineData(404, "{\"detail\":\"Not Found\"}")]
    [InlineData(404, "{\"error\":null}")]
    [InlineData(502, "[]")]
    public async Task Json_of_another_server_is_told_as_such(int status, string json)
    {
        Server.Answer = (status, json);
        using var connection = Connect();
        var refused = await Assert.ThrowsAsync<ApiException>(() => connection.AskAsync<AccountStateResponse>(HttpMethod.Post, "manage/accounts/a?secret=1", null, Token));

        Assert.Null(refused.Code);
        Assert.StartsWith($"{Server.Url}/manage/accounts/a answered {status} with application/json, as this API never does", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("schlüssel")]
    [InlineData("line\nbreak")]
    public void A_key_that_no_header_can_hold_is_refused(string key) =>
        Assert.Contains("has characters that no key has", Assert.Throws<UserException>(() => new ApiConnection(new Uri("http://127.0.0.1:1"), key, TimeProvider.System)).Message, StringComparison.Ordinal);

    public async ValueTask InitializeAsync() => _server = await RecordingServer.StartAsync(Token);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static AccountStateResponse State => new() { Account = "a", OpenJobs = 1, UsedLast24h = 2, Used = 3 };

    private static string Account => JsonSerializer.Serialize(State);

    private ApiConnection Connect() => new(new Uri(Server.Url), "key", TimeProvider.System);
}
