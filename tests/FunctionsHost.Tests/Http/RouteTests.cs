using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FunctionsHost.Tests.Http;

public sealed class RouteTests(SharedHost shared)
{
    private HttpClient Client => shared.Host.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_text_in_the_route_reaches_the_function() =>
        Assert.Equal("Hello, you", await Client.GetStringAsync("hello/you", Cancellation));

    [Fact]
    public async Task A_number_in_the_route_is_bound_as_one() => Assert.Equal("42", await Client.GetStringAsync("items/41", Cancellation));

    [Fact]
    public async Task A_route_without_a_name_is_the_functions_name() => Assert.Equal("POST", await (await Client.PostAsync("Defaults", null, Cancellation)).Content.ReadAsStringAsync(Cancellation));

    [Theory]
    [InlineData("GET", "unknown")]
    [InlineData("GET", "items/none")]
    [InlineData("POST", "hello/you")]
    [InlineData("HEAD", "hello/you")]
    [InlineData("GET", "admin/unknown")]
    public async Task An_unknown_path_or_method_is_not_found(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.NotFound, (await Client.SendAsync(request, Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("/files/a%2Fb/c%20d?x=%41&y=1+2", "a%2Fb/c d")]
    [InlineData("/files/a/./b//c", null)]
    [InlineData("/files/%E2%82%AC", "€")]
    public async Task The_target_arrives_as_it_was_written(string target, string? path)
    {
        var answer = await SendRawAsync($"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        var seen = JsonDocument.Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..(answer.LastIndexOf('}') + 1)]).RootElement;

        Assert.Equal(target, seen.GetProperty("target").GetString());
        Assert.True(path is null || seen.GetProperty("path").GetString() == path, answer);
    }

    [Fact]
    public async Task Status_location_and_content_type_come_back()
    {
        var response = await Client.PostAsync("creations", null, Cancellation);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("/creations/1", response.Headers.Location!.ToString());
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task The_app_sees_the_clients_host_and_nothing_of_what_a_client_claims()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "seen");
        request.Headers.Host = "service.example:8080";
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("x-ms-invocation-id", "made-up");
        request.Headers.Add("X-Own", ["1", "2"]);

        var seen = await (await Client.SendAsync(request, Cancellation)).Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        Assert.Equal("service.example:8080", seen.GetProperty("host").GetString());
        Assert.Equal("http", seen.GetProperty("scheme").GetString());
        Assert.Contains("1", seen.GetProperty("headers").GetProperty("x-own").GetString());
        Assert.DoesNotContain("203.0.113.7", seen.ToString());
        Assert.DoesNotContain("evil", seen.ToString());
    }

    [Theory]
    [InlineData("x:65535", "200 OK")]
    [InlineData("", "200 OK")]
    [InlineData("x:99999", "400 Bad Request")]
    public async Task A_host_that_cannot_be_is_the_clients_fault(string host, string status)
    {
        var answer = await SendRawAsync($"GET /seen HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status}\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_in_any_language_reach_the_app()
    {
        var seen = await SendRawAsync("GET /seen HTTP/1.1\r\nHost: a\r\nCookie: name=Zoë\r\nX-Own: 船\r\nConnection: close\r\n\r\n");

        Assert.Contains("200 OK", seen);
        Assert.Equal("name=Zoë 船", Regex.Unescape(Regex.Match(seen, "\"cookie\":\"(.*?)\"").Groups[1].Value + ' ' + Regex.Match(seen, "\"x-own\":\"(.*?)\"").Groups[1].Value));
    }

    [Theory]
    [InlineData("closed", null, HttpStatusCode.Unauthorized)]
    [InlineData("closed", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("closed", HostUnderTest.Key, HttpStatusCode.OK)]
    [InlineData("sealed", null, HttpStatusCode.Unauthorized)]
    [InlineData("sealed", HostUnderTest.Key, HttpStatusCode.OK)]
    public async Task A_function_that_is_not_anonymous_wants_the_key(string path, string? key, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
        {
            request.Headers.Add("x-functions-key", key);
        }

        Assert.Equal(status, (await Client.SendAsync(request, Cancellation)).StatusCode);
        Assert.Equal(status, (await Client.GetAsync(key is null ? path : $"{path}?code={key}", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task The_host_answers_for_itself()
    {
        var status = await Client.GetFromJsonAsync<JsonElement>("admin/host/status", Cancellation);

        Assert.Equal("Running", status.GetProperty("state").GetString());
        Assert.Contains("up and running", await Client.GetStringAsync("/", Cancellation));
    }

    private async Task<string> SendRawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, shared.Host.Address.Port, Cancellation);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request), Cancellation);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Cancellation);
    }
}
