using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SegFunctions.Local.Client;
using SegFunctions.Local.Tests.Client;

namespace SegFunctions.Local.Tests.Commands;

public sealed class KeysCommandTests : IAsyncLifetime
{
    private static readonly KeyItem Details = new() { KeyId = "key_0123456789abcdef", Name = "camera", Account = "yard", Scopes = ["jobs"] };

    private RecordingServer? _server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RecordingServer Server => _server!;

    [Fact]
    public async Task A_new_key_alone_is_the_output()
    {
        Server.Answer = (201, JsonSerializer.Serialize(new KeyCreatedResponse { Key = "the-key", Details = Details }));
        var run = await RunAsync("create", "yard");

        Assert.Equal((0, "the-key\n"), (run.Code, run.Output));
        Assert.Contains("key_0123456789abcdef of yard. The key, which is not shown again:", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_said_is_left_to_the_server()
    {
        Server.Answer = (201, JsonSerializer.Serialize(new KeyCreatedResponse { Key = "the-key", Details = Details }));
        await RunAsync("create", "yard");

        var request = Assert.Single(Server.Requests);
        Assert.Equal(("POST /manage/keys", "the-managers-key"), (request.Line, request.ApiKey));
        var body = request.Body!.Value;
        Assert.Equal("yard", body.GetProperty("account").GetString());
        Assert.All(
            ["name", "scopes", "expiresAt", "requestsPerMinute", "maxOpenJobs", "maxRunning"],
            name => Assert.False(body.TryGetProperty(name, out _)));
    }

    [Fact]
    public async Task Everything_that_is_said_is_sent()
    {
        Server.Answer = (201, JsonSerializer.Serialize(new KeyCreatedResponse { Key = "the-key", Details = Details }));
        var before = DateTimeOffset.UtcNow;
        await RunAsync(
            "create", "yard", "--name", "camera", "--scope", "jobs", "--scope", "manage", "--days", "30", "--requests-per-minute", "0", "--max-open-jobs", "7", "--max-running", "2");
        var after = DateTimeOffset.UtcNow;

        var body = Assert.Single(Server.Requests).Body!.Value;
        Assert.Equal("camera", body.GetProperty("name").GetString());
        Assert.Equal(["jobs", "manage"], body.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()));
        Assert.InRange(body.GetProperty("expiresAt").GetDateTimeOffset(), before.AddDays(30), after.AddDays(30));
        Assert.Equal((0, 7, 2), (body.GetProperty("requestsPerMinute").GetInt32(), body.GetProperty("maxOpenJobs").GetInt32(), body.GetProperty("maxRunning").GetInt32()));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("36501")]
    public async Task A_key_lives_for_a_day_at_least_and_a_century_at_most(string days)
    {
        var run = await RunAsync("create", "yard", "--days", days);

        Assert.Equal(2, run.Code);
        Assert.Contains($"--days is {days}, not between 1 and 36500.", run.Errors, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task A_key_is_revoked_by_itself_as_by_its_id_and_never_sent()
    {
        const string Key = "a secret that only its owner has";
        var id = "key_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)))[..16];
        Server.Answer = (204, "");
        Assert.Equal(0, (await RunAsync("revoke", Key)).Code);
        Assert.Equal(0, (await RunAsync("revoke", id)).Code);

        Assert.Equal([$"DELETE /manage/keys/{id}", $"DELETE /manage/keys/{id}"], Server.Requests.Select(request => request.Line));
    }

    [Fact]
    public async Task Days_and_limits_are_listed_in_words_where_there_are_none()
    {
        Server.Answer = (200, JsonSerializer.Serialize(new KeysResponse
        {
            Keys =
            [
                Details with { CreatedAt = new DateTimeOffset(2026, 3, 7, 23, 30, 0, TimeSpan.FromHours(-2)), MaxOpenJobs = 0, MaxRunning = 4 },
                Details with { KeyId = "key_fedcba9876543210", ExpiresAt = DateTimeOffset.UnixEpoch },
            ],
        }));
        var lines = (await RunAsync("list")).Output.Split('\n');

        Assert.Equal(["2026-03-08", "never", "default", "none", "4"], Words(lines, "key_0123456789abcdef")[^5..]);
        Assert.Equal(["settings", "1970-01-01", "default", "default", "default"], Words(lines, "key_fedcba9876543210")[^5..]);
    }

    [Fact]
    public async Task A_list_for_programs_is_what_the_server_said()
    {
        Server.Answer = (200, JsonSerializer.Serialize(new KeysResponse { Keys = [Details] }));
        var listed = Assert.Single(JsonDocument.Parse((await RunAsync("list", "--json")).Output).RootElement.EnumerateArray());

        Assert.Equal(("key_0123456789abcdef", "yard"), (listed.GetProperty("keyId").GetString(), listed.GetProperty("account").GetString()));
    }

    public async ValueTask InitializeAsync() => _server = await RecordingServer.StartAsync(Token);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static string[] Words(string[] lines, string id) =>
        lines.Single(line => line.Contains(id, StringComparison.Ordinal)).Split([' ', '│', '|'], StringSplitOptions.RemoveEmptyEntries);

    private Task<InvokedCommand> RunAsync(params string[] arguments) =>
        InvokedCommand.RunAsync(["keys", .. arguments, "--server", Server.Url, "--api-key", "the-managers-key"]);
}
