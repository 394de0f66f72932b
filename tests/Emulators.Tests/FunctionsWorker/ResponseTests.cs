using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Emulators.Tests.FunctionsWorker;

public sealed class ResponseTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("object", HttpStatusCode.OK, """{"jobId":7,"dueAt":null}""")]
    [InlineData("status", HttpStatusCode.NoContent, "")]
    [InlineData("stream", HttpStatusCode.OK, "streamed")]
    [InlineData("minimal", HttpStatusCode.Accepted, "\"taken\"")]
    [InlineData("redirect", HttpStatusCode.Redirect, "")]
    [InlineData("written", HttpStatusCode.OK, "written by hand")]
    [InlineData("failing", HttpStatusCode.InternalServerError, "")]
    [InlineData("failing-result", HttpStatusCode.InternalServerError, "")]
    public async Task A_result_is_written_as_ASP_NET_Core_writes_it(string path, HttpStatusCode status, string body)
    {
        await using var host = await TestHost.StartAsync(typeof(Results));

        var response = await host.Http.GetAsync(path, Cancellation);

        Assert.Equal((status, body), (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation)));
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_answered_with_504()
    {
        await using var host = new TestHost(typeof(Slow)) { Configure = builder => builder.RequestTimeout = TimeSpan.FromMilliseconds(50) };
        await host.StartAsync();

        Assert.Equal(HttpStatusCode.GatewayTimeout, (await host.Http.GetAsync("slow", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_caller_who_leaves_cancels_the_invocation()
    {
        await using var host = await TestHost.StartAsync(typeof(Leaving));
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var request = host.Http.GetAsync("wait", leaving.Token);
        Assert.Equal("began", await host.NextTraceAsync());

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.Equal("canceled", await host.NextTraceAsync());
    }

    [Fact]
    public async Task A_function_that_runs_may_end_while_the_host_stops()
    {
        await using var host = await TestHost.StartAsync(typeof(Releasable));
        var request = host.Http.GetStringAsync("release", Cancellation);
        Assert.Equal("began", await host.NextTraceAsync());

        var stop = host.StopAsync(Cancellation);
        Releasable.Release.SetResult();

        Assert.Equal("done", await request);
        await stop;
    }

    public sealed class Results
    {
        [Function("object")]
        public IActionResult AsJson([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => new OkObjectResult(new { JobId = 7, DueAt = (string?)null });

        [Function("status")]
        public async Task<StatusCodeResult> StatusAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, CancellationToken cancellationToken)
        {
            await Task.Delay(1, cancellationToken);
            return new StatusCodeResult(StatusCodes.Status204NoContent);
        }

        [Function("stream")]
        public ValueTask<IActionResult> StreamAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
            ValueTask.FromResult<IActionResult>(new FileStreamResult(new MemoryStream("streamed"u8.ToArray()), "text/plain"));

        [Function("minimal")]
        public IResult Minimal([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Microsoft.AspNetCore.Http.Results.Accepted(value: "taken");

        [Function("redirect")]
        public IActionResult Redirect([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => new RedirectResult("https://example.org/");

        [Function("written")]
        public Task WrittenAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => request.HttpContext.Response.WriteAsync("written by hand");

        [Function("failing")]
        public IActionResult Failing([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => throw new InvalidOperationException("A secret.");

        [Function("failing-result")]
        public IActionResult FailingResult([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => new PhysicalFileResult("/nowhere/at/all", "text/plain");
    }

    public sealed class Slow
    {
        [Function("slow")]
        public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return new OkResult();
        }
    }

    public sealed class Leaving(System.Collections.Concurrent.ConcurrentQueue<string> trace)
    {
        [Function("wait")]
        public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context)
        {
            trace.Enqueue("began");
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
            }
            finally
            {
                trace.Enqueue("canceled");
            }

            return new OkResult();
        }
    }

    public sealed class Releasable(System.Collections.Concurrent.ConcurrentQueue<string> trace)
    {
        internal static readonly TaskCompletionSource Release = new(TaskCreationOptions.RunContinuationsAsynchronously);

        [Function("release")]
        public async Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
            trace.Enqueue("began");
            await Release.Task;
            return new ContentResult { Content = "done" };
        }
    }
}
