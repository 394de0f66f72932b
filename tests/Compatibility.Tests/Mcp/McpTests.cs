using System.Net;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using SegFunctions.Compatibility.Tests.CommandLine;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Mcp;

/// <summary>POST /mcp.</summary>
public sealed class McpTests(SharedStack stack) : IDisposable
{
    private static readonly NodePackages Packages = new("mcp-node", "Mcp");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HttpClient _http = new(new ContractHandler(stack.BaseUrl)) { BaseAddress = stack.BaseUrl };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_protocols_own_client_finds_the_tools_and_uses_them()
    {
        await using var site = await PictureSite.StartAsync(await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token), Token);
        var folder = await Packages.GetFolderAsync();
        var script = Path.Combine(folder, "mcp.mjs");
        File.Copy(Path.Combine(Packages.Source, "mcp.mjs"), script, overwrite: true);
        var (exitCode, output, errors) = await Command.RunAsync(
            "node",
            [script],
            new() { ["SEG_SERVER"] = stack.BaseUrl.AbsoluteUri, ["SEG_KEY"] = TestSetup.ApiKey, ["SEG_PICTURE"] = $"{site.Url}photo.jpg" },
            Patience);
        Assert.True(exitCode == 0, errors);
        var seen = JsonSerializer.Deserialize<JsonElement>(output);

        Assert.Equal("SegFunctions", seen.GetProperty("server").GetString());
        Assert.Equal(
            """[["segment",["image_url","words","points","boxes","subject","wait_seconds"],["image_url"]],["cut_out",["image_url","words","points","boxes","subject","wait_seconds"],["image_url"]],["job_status",["job_id"],["job_id"]]]""",
            seen.GetProperty("tools").GetRawText());
        Assert.Equal("completed", seen.GetProperty("found").GetProperty("status").GetString());
        Assert.All(seen.GetProperty("found").GetProperty("segments").EnumerateArray(), segment => Assert.Equal("boat", segment.GetProperty("label").GetString()));
        Assert.Equal(seen.GetProperty("found").GetProperty("job_id").GetString(), seen.GetProperty("status").GetProperty("job_id").GetString());
        var cutout = Assert.Single(seen.GetProperty("cut").GetProperty("segments").EnumerateArray()).GetProperty("cutout_url").GetString()!;
        Assert.Equal("89504E47", Convert.ToHexString((await stack.Api.DownloadAsync(cutout, Token)).AsSpan(0, 4)));
        Assert.True(seen.GetProperty("wrong")[0].GetBoolean());
        foreach (var fault in (string[])["image is not an argument", "image_url is missing", "words must be an array of strings", "wait_seconds must be from 1 to 50"])
        {
            Assert.Contains(fault, seen.GetProperty("wrong")[1].GetString(), StringComparison.Ordinal);
        }

        Assert.Contains("There is no tool 'draw'", seen.GetProperty("unknown").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_protocol_of_July_2026_works_without_a_handshake()
    {
        const string Meta = """
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}
            """;
        var listed = await CallAsync("2026-07-28", "tools/list", null, """{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{""" + Meta + "}}");
        var called = await CallAsync(
            "2026-07-28", "tools/call", "job_status", """{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"job_status","arguments":{"job_id":"job-1"},""" + Meta + "}}");

        Assert.Equal(3, listed.GetProperty("result").GetProperty("tools").GetArrayLength());
        Assert.True(called.GetProperty("result").GetProperty("isError").GetBoolean());
        Assert.Equal("There is no such job.", called.GetProperty("result").GetProperty("content")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task The_protocol_of_November_2025_begins_with_a_handshake()
    {
        var begun = await CallAsync(
            null, "initialize", null, """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""");

        Assert.Equal("2025-11-25", begun.GetProperty("result").GetProperty("protocolVersion").GetString());
        using var noted = await SendAsync("2025-11-25", "notifications/initialized", null, """{"jsonrpc":"2.0","method":"notifications/initialized"}""", TestSetup.ApiKey);
        Assert.Equal(HttpStatusCode.Accepted, noted.StatusCode);
    }

    [Theory]
    [InlineData("", "application/json", 400)]
    [InlineData("[]", "application/json", 400)]
    [InlineData("{}", "application/json", 400)]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"tools/list"}""", "application/json", 400)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", "text/plain", 400)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":5,"capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""", "application/json", 400)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"segment","arguments":"boat"}}""", "application/json", 400)]
    public async Task What_is_no_message_is_refused(string body, string contentType, int status)
    {
        using var answer = await SendAsync(null, null, null, body, TestSetup.ApiKey, contentType);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_answered()
    {
        using var answer = await SendAsync(null, null, null, """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", null);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> CallAsync(string? version, string method, string? name, string body)
    {
        using var answer = await SendAsync(version, method, name, body, TestSetup.ApiKey);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
        await using var stream = await answer.Content.ReadAsStreamAsync(Token);
        var message = await SseParser.Create(stream).EnumerateAsync(Token).FirstAsync(Token);
        return JsonSerializer.Deserialize<JsonElement>(message.Data);
    }

    private async Task<HttpResponseMessage> SendAsync(string? version, string? method, string? name, string body, string? key, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "mcp") { Content = new StringContent(body, Encoding.UTF8, contentType) };
        request.Headers.Add("Accept", "application/json, text/event-stream");
        foreach (var (header, value) in new[] { ("MCP-Protocol-Version", version), ("Mcp-Method", method), ("Mcp-Name", name), ("x-api-key", key) })
        {
            if (value is not null)
            {
                request.Headers.Add(header, value);
            }
        }

        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }
}
