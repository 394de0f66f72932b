using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using SegFunctions.Accounts;
using SegFunctions.Apis.Middleware;

namespace SegFunctions.Tests.Hosting;

public sealed partial class AppTests(AppProcess app) : IClassFixture<AppProcess>
{
    /// <summary>Method and path of every HTTP function that requires a key.</summary>
    public static TheoryData<string, string> Guarded { get; } =
    [
        .. from method in typeof(ApiKeyMiddleware).Assembly.GetTypes().SelectMany(type => type.GetMethods())
           let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null)
           where trigger is not null && !method.IsDefined(typeof(AnonymousAccessAttribute))
           from verb in trigger.Methods ?? ["GET", "POST", "PATCH"]
           select new TheoryDataRow<string, string>(verb, Parameter().Replace(trigger.Route!, "job-00000000000")),
    ];

    [Theory]
    [MemberData(nameof(Guarded))]
    public async Task Nothing_opens_without_a_known_key(string verb, string path)
    {
        foreach (var key in (string?[])[null, "", "another key"])
        {
            using var answer = await SendAsync(new HttpMethod(verb), path, key);
            var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

            // HitPaw's clients recognize a wrong key by a 400.
            string[] others = ["api/v1/", "api/open/", "api/ephemeral_resource"];
            var isHitPaws = path.StartsWith("api/", StringComparison.Ordinal) && !others.Any(other => path.StartsWith(other, StringComparison.Ordinal));
            // And remove.bg's by a 403.
            var isRemoveBgs = path.StartsWith("v1.0/", StringComparison.Ordinal);
            Assert.Equal(isHitPaws ? HttpStatusCode.BadRequest : isRemoveBgs ? HttpStatusCode.Forbidden : HttpStatusCode.Unauthorized, answer.StatusCode);
            if (verb == "head")
            {
                Assert.Empty(body);
                continue;
            }

            Assert.Contains("Missing or invalid API key", body, StringComparison.Ordinal);
            Assert.True(answer.Headers.Contains("x-request-id"));
        }
    }

    [Theory]
    [InlineData("", "text/html")]
    [InlineData("play", "text/html")]
    [InlineData("play/main.js", "text/javascript")]
    [InlineData("play/style.css", "text/css")]
    [InlineData("play/sample.jpg", "image/jpeg")]
    public async Task The_page_and_its_parts_are_open_and_let_nothing_else_in(string path, string type)
    {
        using var answer = await app.Http.GetAsync(path, TestContext.Current.CancellationToken);
        using var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { answer.Headers.ETag! } } };
        using var unchanged = await app.Http.SendAsync(again, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith("default-src 'none'; script-src 'self';", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Theory]
    [InlineData("play/none.js")]
    [InlineData("play/..%2Fhost.json")]
    public async Task The_page_has_no_other_parts(string path)
    {
        using var answer = await app.Http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("/v1/jobs")]
    public async Task Unknown_paths_and_empty_parts_are_answered_in_shape(string path)
    {
        // Joined by hand: a relative address that starts with two slashes would name another host.
        var address = new Uri(app.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) + "/" + path);
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "x-api-key", AppProcess.Key } } };
        using var answer = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var error = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (answer.StatusCode, error.GetProperty("error").GetString()));
        Assert.True(answer.Headers.Contains("x-request-id"));
    }

    [Theory]
    [InlineData("POST", "", "GET, HEAD")]
    [InlineData("DELETE", "healthz", "GET, HEAD")]
    [InlineData("POST", "files/abc", "GET, HEAD")]
    [InlineData("GET", "uploads/abc", "PUT")]
    [InlineData("OPTIONS", "v1/uploads/presign", "POST")]
    [InlineData("PUT", "v1/jobs", "POST, GET, HEAD")]
    public async Task A_wrong_method_is_told_the_right_ones_with_and_without_a_key(string method, string path, string allowed)
    {
        foreach (var key in (string?[])[null, AppProcess.Key])
        {
            using var answer = await SendAsync(new HttpMethod(method), path, key);
            var error = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

            Assert.Equal((HttpStatusCode.MethodNotAllowed, "method_not_allowed"), (answer.StatusCode, error.GetProperty("error").GetString()));
            Assert.Equal(allowed, string.Join(", ", answer.Content.Headers.Allow));
        }
    }

    [Fact]
    public async Task Heads_are_those_of_the_whole_answers_without_their_bodies()
    {
        using var probe = await SendAsync(HttpMethod.Head, "healthz", null);
        using var list = await SendAsync(HttpMethod.Head, "v1/jobs?limit=0", AppProcess.Key);
        using var file = await SendAsync(HttpMethod.Head, "files/abc", null);

        Assert.Equal(
            [HttpStatusCode.ServiceUnavailable, HttpStatusCode.BadRequest, HttpStatusCode.Forbidden], [probe.StatusCode, list.StatusCode, file.StatusCode]);
        Assert.Empty(await probe.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("application/json", list.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public void What_can_be_got_has_a_head() => Assert.Empty(
        from method in typeof(ApiKeyMiddleware).Assembly.GetTypes().SelectMany(type => type.GetMethods())
        let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null)
        where trigger?.Methods is { } methods && methods.Contains("get") && !methods.Contains("head")
        select method.Name);

    [Fact]
    public async Task A_body_that_is_packed_otherwise_is_refused_at_once()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/jobs") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Add("x-api-key", AppProcess.Key);
        request.Content.Headers.ContentEncoding.Add("br");
        using var answer = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "gzip"), (answer.StatusCode, answer.Headers.GetValues("Accept-Encoding").Single()));
    }

    [Theory]
    [InlineData("POST", "v1/jobs")]
    [InlineData("PUT", "uploads/abc")]
    [InlineData("GET", "files/abc")]
    [InlineData("GET", "nowhere")]
    public async Task A_browser_that_asks_first_is_answered_without_a_key(string method, string path)
    {
        using var answer = await AskAsync(method, path, AppProcess.Origin);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(AppProcess.Origin, answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal(method, answer.Headers.GetValues("Access-Control-Allow-Methods").Single());
        Assert.Equal("x-api-key,content-type,idempotency-key", answer.Headers.GetValues("Access-Control-Allow-Headers").Single());
        Assert.True(answer.Headers.Contains("x-request-id"));
    }

    [Fact]
    public async Task A_browser_may_read_errors_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/jobs") { Headers = { { "Origin", AppProcess.Origin } } };
        using var answer = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(AppProcess.Origin, answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        var readable = answer.Headers.GetValues("Access-Control-Expose-Headers").Single().Split(',');
        Assert.Contains("x-request-id", readable);
        Assert.Contains("X-Foreground-Top", readable);
        Assert.Contains("X-RateLimit-Remaining", readable);
    }

    [Fact]
    public async Task A_page_of_another_origin_is_told_nothing()
    {
        using var answer = await AskAsync("POST", "v1/jobs", "https://other.example");

        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_key_may_come_as_a_bearer_token()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/jobs?limit=0");
        request.Headers.Add("Authorization", $"Bearer {AppProcess.Key}");
        using var answer = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_bearer_token_counts_beside_an_empty_key_header()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/jobs?limit=0");
        request.Headers.Add("x-api-key", "");
        request.Headers.Add("Authorization", $"Bearer {AppProcess.Key}");
        using var answer = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_presigned_address_is_under_the_public_base_whatever_the_host_header_says()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/uploads/presign")
        {
            Content = JsonContent.Create(new { contentType = "image/png" }),
            Headers = { Host = "evil.example" },
        };
        request.Headers.Add("x-api-key", AppProcess.Key);
        using var answer = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.StartsWith("https://seg.example/uploads/", body.GetProperty("uploadUrl").GetString(), StringComparison.Ordinal);
        Assert.Equal(300, body.GetProperty("expiresIn").GetInt32());
    }

    [Theory]
    [InlineData("{\"type\":")]
    [InlineData("[]")]
    [InlineData("{\"type\":\"video\",\"tasks\":[\"../a\"],\"prompts\":[\"b\"]}")]
    public async Task A_body_that_cannot_be_is_answered_in_the_vendors_shape(string body)
    {
        using var answer = await SendAsync(HttpMethod.Post, "v1/jobs", AppProcess.Key, body);
        var error = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("invalid_request", error.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_storage_that_is_busy_makes_the_service_busy_and_not_broken()
    {
        using var answer = await SendAsync(HttpMethod.Get, "v1/jobs", AppProcess.Key);
        var error = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "service_busy"), (answer.StatusCode, error.GetProperty("error").GetString()));
        Assert.Equal("5", answer.Headers.GetValues("Retry-After").Single());
        Assert.Equal(5, error.GetProperty("retryAfterSeconds").GetInt32());
    }

    [Fact]
    public async Task An_altered_link_is_refused()
    {
        using var file = await SendAsync(HttpMethod.Get, "files/abc", null);
        using var upload = await SendAsync(HttpMethod.Put, "uploads/abc", null, "x");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (file.StatusCode, upload.StatusCode));
    }

    [Fact]
    public async Task The_probe_says_which_part_fails_and_not_where_it_is()
    {
        using var answer = await SendAsync(HttpMethod.Get, "healthz", null);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var parts = JsonDocument.Parse(text).RootElement.GetProperty("parts");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotEqual("healthy", parts.GetProperty("blobs").GetString());
        Assert.Equal("healthy", parts.GetProperty("durable").GetString());
        Assert.DoesNotContain("127.0.0.1", text, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\{.*?\}")]
    private static partial Regex Parameter();

    private async Task<HttpResponseMessage> AskAsync(string method, string path, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "x-api-key,content-type,idempotency-key");
        return await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? key, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null)
        {
            request.Headers.Add("x-api-key", key);
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
