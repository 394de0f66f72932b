using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SegFunctions.Fetching;

namespace SegFunctions.Tests.Fetching;

/// <summary>What really happens when an address is opened, without relying on the check before it.</summary>
public sealed class OutgoingClientsTests : IAsyncLifetime
{
    private LoopbackServer _server = null!;

    /// <summary>Names that nobody has are looked up once.</summary>
    private static Dictionary<string, string?> Hasty => new() { ["Fetch:Retries"] = "0" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Only spellings that need no resolver: name resolution is tested with our own resolver.</summary>
    public static TheoryData<string> Spelled { get; } =
        [.. OutgoingUrlsTests.Spelled.Select(row => row.Data).Where(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.HostNameType != UriHostNameType.Dns)];

    [Fact]
    public async Task Opens_no_closed_address_however_it_is_spelled()
    {
        await using var services = GuardedServices.CreateWith(Hasty);
        var clients = services.GetRequiredService<OutgoingClients>();
        foreach (var row in Spelled)
        {
            Assert.Null(await TryGetAsync(clients.ForInputs(), At(row.Data, _server.Url.Port)));
        }

        Assert.Empty(_server.Paths);
    }

    /// <summary>Only the server itself is allowed.</summary>
    [Fact]
    public async Task Follows_no_redirect_to_a_closed_address()
    {
        await using var services = GuardedServices.CreateWith(Hasty, "127.0.0.1/32");
        var clients = services.GetRequiredService<OutgoingClients>();
        foreach (var url in Spelled.Select(row => row.Data).Where(url => !LeadsToTheServer(At(url, 80))))
        {
            // The resolver itself refuses 0.0.0.0.
            var failure = await FailAsync(clients.ForInputs(), Redirecting(At(url, _server.Url.Port).AbsoluteUri));
            Assert.True(failure is FetchFailure.Blocked || At(url, 80).Host is "0.0.0.0" or "[::]", $"{url}: {failure}");
        }

        Assert.NotEmpty(_server.Paths);
        Assert.All(_server.Paths, path => Assert.StartsWith("/redirect?", path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1/")]
    public async Task Follows_no_redirect_to_another_scheme(string url)
    {
        await using var services = GuardedServices.Create("127.0.0.1/32");
        var client = services.GetRequiredService<OutgoingClients>().ForInputs();

        Assert.NotEqual(HttpStatusCode.OK, await TryGetAsync(client, Redirecting(url)));
        Assert.Single(_server.Paths);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task Follows_five_redirects_and_no_sixth(int count, bool arrives)
    {
        await using var services = GuardedServices.Create("127.0.0.1/32");
        var client = services.GetRequiredService<OutgoingClients>().ForInputs();

        Assert.Equal(arrives, await TryGetAsync(client, new Uri(_server.Url, $"/countdown?{count}")) == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_webhook_follows_no_redirect_and_goes_by_http_only_into_an_allowed_network()
    {
        await using var services = GuardedServices.Create("127.0.0.1/32");
        var clients = services.GetRequiredService<OutgoingClients>();

        Assert.Equal(HttpStatusCode.Found, await TryGetAsync(clients.ForWebhook(_server.Url), Redirecting("/")));
        Assert.Equal(FetchFailure.Blocked, await FailAsync(clients.ForWebhook(_server.Url), new Uri("http://93.184.216.34/")));
        Assert.Equal(FetchFailure.Blocked, await FailAsync(clients.ForWebhook(new Uri("https://x")), new Uri("http://127.0.0.1:1/")));
    }

    [Fact]
    public async Task Keeps_no_cookie_asks_for_no_compression_and_names_nobody()
    {
        await using var services = GuardedServices.Create("127.0.0.1/32");
        var client = services.GetRequiredService<OutgoingClients>().ForInputs();
        await client.GetStringAsync(new Uri(_server.Url, "/cookie"), Token);

        Assert.Equal("Host", await client.GetStringAsync(new Uri(_server.Url, "/headers"), Token));
    }

    [Fact]
    public async Task Goes_through_no_proxy_which_would_look_the_name_up_itself()
    {
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy(_server.Url);
        try
        {
            await using var services = GuardedServices.Create();
            Assert.Equal(FetchFailure.Blocked, await FailAsync(services.GetRequiredService<OutgoingClients>().ForInputs(), new Uri("http://127.0.0.2/")));
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        Assert.Empty(_server.Paths);
    }

    [Fact]
    public async Task Tells_nobody_a_trace_id()
    {
        // As in a process that has not made a client yet.
        DistributedContextPropagator.Current = DistributedContextPropagator.CreateDefaultPropagator();
        await using var services = GuardedServices.Create("127.0.0.1/32");
        var clients = services.GetRequiredService<OutgoingClients>();
        using var listener = new ActivityListener { ShouldListenTo = static _ => true, Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(listener);
        using var activity = new Activity("a job").SetBaggage("account", "acme").Start();

        foreach (var client in new[] { clients.ForInputs(), clients.ForWebhook(_server.Url) })
        {
            Assert.Equal("Host", await client.GetStringAsync(new Uri(_server.Url, "/headers"), Token));
        }

        using var plain = new HttpClient();
        Assert.Contains("traceparent", await plain.GetStringAsync(new Uri(_server.Url, "/headers"), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_an_answer_up_that_does_not_begin()
    {
        await using var services = GuardedServices.CreateWith(new() { ["Fetch:FirstByteTimeout"] = "00:00:00.2" }, "127.0.0.1/32");

        Assert.Equal(FetchFailure.TimedOut, await FailAsync(services.GetRequiredService<OutgoingClients>().ForInputs(), new Uri(_server.Url, "/silent")));
    }

    public async ValueTask InitializeAsync() => _server = await LoopbackServer.StartAsync(async context =>
    {
        var query = Uri.UnescapeDataString(context.Request.QueryString.Value!.TrimStart('?'));
        switch (context.Request.Path.Value)
        {
            case "/redirect":
                context.Response.StatusCode = 302;
                context.Response.Headers.Location = query;
                break;
            case "/countdown" when query != "0":
                context.Response.StatusCode = 302;
                context.Response.Headers.Location = $"/countdown?{int.Parse(query, null) - 1}";
                break;
            case "/cookie":
                context.Response.Headers.SetCookie = "a=b";
                break;
            case "/headers":
                await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, string.Join(',', context.Request.Headers.Keys), Token);
                break;
            case "/silent":
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
        }
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static bool LeadsToTheServer(Uri url) => IPAddress.Parse(url.Host.Trim('[', ']')).MapToIPv6().Equals(IPAddress.Loopback.MapToIPv6());

    /// <summary>With the listening server's port if the spelling has none, so that the server would notice a hole.</summary>
    private static Uri At(string url, int port)
    {
        var uri = new Uri(url);
        return uri.IsDefaultPort ? new UriBuilder(uri) { Port = port }.Uri : uri;
    }

    private static async Task<HttpStatusCode?> TryGetAsync(HttpClient client, Uri url)
    {
        try
        {
            using var answer = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, Token);
            return answer.StatusCode;
        }
        catch (Exception exception) when (FetchFailures.Find(exception) is not null)
        {
            return null;
        }
    }

    private static async Task<FetchFailure?> FailAsync(HttpClient client, Uri url) =>
        FetchFailures.Find(await Record.ExceptionAsync(() => client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, Token)));

    private Uri Redirecting(string target) => new(_server.Url, $"/redirect?{Uri.EscapeDataString(target)}");
}
