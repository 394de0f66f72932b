using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace FunctionsHost.Tests.Http;

public sealed class BodyTests(SharedHost shared)
{
    private const int Megabyte = 1 << 20;

    private HttpClient Client => shared.Host.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ninety_megabytes_up_arrive_whole_and_stay_in_nobodys_memory(bool chunked)
    {
        var memory = await MemoryAsync();
        using var content = new ZeroContent(90L * Megabyte, chunked);

        var response = await Client.PostAsync("upload", content, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(ZeroContent.Digest(90L * Megabyte), await response.Content.ReadAsStringAsync(Cancellation));
        await AssertNobodyHasItAsync(memory);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_a_hundred_megabytes_is_too_large(bool chunked)
    {
        using var content = new ZeroContent(101L * Megabyte, chunked);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Client.PostAsync("upload", content, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_body_in_malformed_chunks_is_a_bad_request()
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(Client.BaseAddress!.Host, Client.BaseAddress.Port, Cancellation);
        await using var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /upload HTTP/1.1\r\nHost: {Client.BaseAddress.Authority}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), Cancellation);
        using var answer = new StreamReader(stream);

        Assert.Equal("HTTP/1.1 400 Bad Request", await answer.ReadLineAsync(Cancellation));
        Assert.DoesNotContain(shared.Host.Log.All, line => line.Contains("broke off", StringComparison.Ordinal) && line.Contains("chunk", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The server checks the rate after the first five seconds.</summary>
    [Fact]
    public async Task A_body_that_comes_too_slowly_is_cut_off()
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(Client.BaseAddress!.Host, Client.BaseAddress.Port, Cancellation);
        await using var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /upload HTTP/1.1\r\nHost: {Client.BaseAddress.Authority}\r\nContent-Length: {Megabyte}\r\n\r\nslow"), Cancellation);
        using var answer = new StreamReader(stream);

        Assert.Equal("HTTP/1.1 408 Request Timeout", await answer.ReadLineAsync(Cancellation));
    }

    [Fact]
    public async Task Two_hundred_megabytes_down_arrive_whole_and_stay_in_nobodys_memory()
    {
        var memory = await MemoryAsync();
        await using var stream = await Client.GetStreamAsync($"download/{200L * Megabyte}", Cancellation);

        Assert.Equal(ZeroContent.Digest(200L * Megabyte), Convert.ToHexString(await SHA256.HashDataAsync(stream, Cancellation)));
        await AssertNobodyHasItAsync(memory);
    }

    [Fact]
    public async Task Events_arrive_one_by_one()
    {
        using var response = await Client.GetAsync("events", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));
        var first = await reader.ReadLineAsync(Cancellation);
        var started = DateTimeOffset.UtcNow;
        var rest = await reader.ReadToEndAsync(Cancellation);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("data: 0", first);
        Assert.Contains("data: 2", rest, StringComparison.Ordinal);
        Assert.InRange((DateTimeOffset.UtcNow - started).TotalMilliseconds, 250, 5000);
    }

    [Theory]
    [InlineData(401, 0, true)]
    [InlineData(401, 0, false)]
    [InlineData(413, Megabyte, true)]
    [InlineData(413, Megabyte, false)]
    public async Task An_early_answer_arrives_as_the_app_gave_it(int status, int read, bool chunked)
    {
        using var content = new ZeroContent(60L * Megabyte, chunked);

        var response = await Client.PostAsync($"refuse/{status}?read={read}", content, Cancellation);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains("refused", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_client_that_waits_to_be_asked_sends_no_body_that_is_refused()
    {
        using var content = new ZeroContent(60L * Megabyte, chunked: false);
        using var request = new HttpRequestMessage(HttpMethod.Post, "refuse/401") { Content = content, Headers = { ExpectContinue = true } };

        var response = await Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(0, content.Sent);
    }

    [Fact]
    public async Task A_function_that_throws_is_a_500_without_a_body()
    {
        var response = await Client.GetAsync("throw", Cancellation);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Contains(shared.Host.Log.All, line => line.Contains("Function Throw", StringComparison.Ordinal) && line.Contains("As asked.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_body_that_has_begun_is_cut_off_when_its_function_throws()
    {
        HttpStatusCode? status = null;
        await Assert.ThrowsAsync<HttpRequestException>(async () =>
        {
            using var response = await Client.GetAsync("throw-late", HttpCompletionOption.ResponseHeadersRead, Cancellation);
            status = response.StatusCode;
            await response.Content.ReadAsStringAsync(Cancellation);
        });

        // On a busy machine, the connection's reset even overtakes the headers.
        Assert.True(status is null or HttpStatusCode.OK, $"{status}");
    }

    [Fact]
    public async Task A_client_that_goes_away_cancels_the_function()
    {
        using (var impatient = CancellationTokenSource.CreateLinkedTokenSource(Cancellation))
        {
            var waiting = Client.GetAsync("wait/60?topic=gone", impatient.Token);
            await shared.Host.NotesAsync("gone", 1);
            await impatient.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        Assert.Equal(["started", "canceled"], await shared.Host.NotesAsync("gone", 2));
    }

    /// <summary>The connection to the worker is kept for the next request, unless the function is still running.</summary>
    [Theory]
    [InlineData("told")]
    [InlineData("cut")]
    public async Task An_event_stream_whose_client_goes_away_is_cut_only_if_its_function_does_not_end_it(string until)
    {
        string? connection;
        using (var response = await Client.GetAsync($"follow?until={until}&topic={until}", HttpCompletionOption.ResponseHeadersRead, Cancellation))
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));
            connection = await reader.ReadLineAsync(Cancellation);
        }

        Assert.Equal([until], await shared.Host.NotesAsync(until, 1));
        if (until == "told")
        {
            await HostUnderTest.EventuallyAsync(async () => (await ConnectionsAsync()).Contains(connection));
        }
        else
        {
            Assert.DoesNotContain(connection, await ConnectionsAsync());
        }
    }

    [Fact]
    public async Task Only_what_host_json_lets_through_is_logged()
    {
        await Client.GetAsync("log?text=word", Cancellation);
        await HostUnderTest.EventuallyAsync(() => Task.FromResult(shared.Host.Log.All.Any(line => line.Contains("Loud word", StringComparison.Ordinal))));

        Assert.Contains(shared.Host.Log.All, line => line.StartsWith("FunctionsHost.SampleApp.Http.FaultFunctions: Loud word", StringComparison.Ordinal));
        Assert.DoesNotContain(shared.Host.Log.All, line => line.Contains("Quiet word", StringComparison.Ordinal));
    }

    /// <summary>Several requests at once, so that each uses its own connection.</summary>
    private Task<string[]> ConnectionsAsync() => Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Client.GetStringAsync("connection", Cancellation)));

    private async Task AssertNobodyHasItAsync((long OfHost, long OfApp) before)
    {
        var after = await MemoryAsync();
        Assert.InRange(after.OfHost - before.OfHost, long.MinValue, 60L * Megabyte);
        Assert.InRange(after.OfApp - before.OfApp, long.MinValue, 60L * Megabyte);
    }

    private async Task<(long OfHost, long OfApp)> MemoryAsync() => (Environment.WorkingSet, await Client.GetFromJsonAsync<long>("memory", Cancellation));
}
