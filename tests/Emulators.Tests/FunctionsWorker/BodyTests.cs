using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Emulators.Tests.FunctionsWorker;

/// <summary>Bodies flow through as they come, and end at 100 MB.</summary>
public sealed class BodyTests
{
    private const int LargestBody = 104_857_600;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_function_reads_a_body_while_it_is_sent()
    {
        await using var host = await TestHost.StartAsync(typeof(Reading));
        using var content = new PushedContent();
        var request = host.Http.PostAsync("read", content, Cancellation);

        await content.PushAsync("first\n");
        Assert.Equal("first", await host.NextTraceAsync());
        await content.PushAsync("second\n");
        Assert.Equal("second", await host.NextTraceAsync());
        content.End();

        Assert.Equal(HttpStatusCode.OK, (await request).StatusCode);
    }

    [Fact]
    public async Task A_caller_reads_a_result_while_it_is_written()
    {
        await using var host = await TestHost.StartAsync(typeof(Writing));

        using var response = await host.Http.GetAsync("write", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));

        Assert.Equal("first", await reader.ReadLineAsync(Cancellation));
        Writing.Seen.SetResult();
        Assert.Equal("second", await reader.ReadLineAsync(Cancellation));
    }

    [Fact]
    public async Task A_body_that_is_announced_as_over_100_MB_is_refused_before_it_is_sent()
    {
        await using var host = await TestHost.StartAsync(typeof(Reading));
        using var request = new HttpRequestMessage(HttpMethod.Post, "read") { Content = new StreamContent(Stream.Null) };
        request.Headers.ExpectContinue = true;
        request.Content.Headers.ContentLength = LargestBody + 1;

        var response = await host.Http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(host.Trace);
    }

    [Fact]
    public async Task A_body_that_turns_out_to_be_over_100_MB_is_refused()
    {
        await using var host = await TestHost.StartAsync(typeof(Counting));
        using var exact = new ByteArrayContent(new byte[LargestBody]);
        using var unannounced = new ByteArrayContent(new byte[LargestBody + 1]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "count") { Content = unannounced };
        request.Headers.TransferEncodingChunked = true;

        Assert.Equal($"{LargestBody}", await (await host.Http.PostAsync("count", exact, Cancellation)).Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await host.Http.SendAsync(request, Cancellation)).StatusCode);
    }

    private sealed class PushedContent : HttpContent
    {
        private readonly TaskCompletionSource<Stream> _stream = new();
        private readonly TaskCompletionSource _ended = new();

        public async Task PushAsync(string text)
        {
            var stream = await _stream.Task;
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text), Cancellation);
            await stream.FlushAsync(Cancellation);
        }

        public void End() => _ended.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            _stream.SetResult(stream);
            await _ended.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    public sealed class Reading(ConcurrentQueue<string> trace)
    {
        [Function("read")]
        public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request, CancellationToken cancellationToken)
        {
            using var reader = new StreamReader(request.Body);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                trace.Enqueue(line);
            }

            return new OkResult();
        }
    }

    public sealed class Writing
    {
        internal static readonly TaskCompletionSource Seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        [Function("write")]
        public async Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, CancellationToken cancellationToken)
        {
            var response = request.HttpContext.Response;
            await response.WriteAsync("first\n", cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            await Seen.Task;
            await response.WriteAsync("second\n", cancellationToken);
        }
    }

    public sealed class Counting
    {
        [Function("count")]
        public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request, CancellationToken cancellationToken)
        {
            var buffer = new byte[1 << 20];
            var length = 0L;
            int read;
            while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                length += read;
            }

            return new ContentResult { Content = $"{length}" };
        }
    }
}
