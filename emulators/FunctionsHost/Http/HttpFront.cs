using Emulators.FunctionsHost.Functions;
using Emulators.FunctionsHost.Rpc;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Emulators.FunctionsHost.Http;

/// <summary>Answers one request with one function, as the real host's front end does.</summary>
internal sealed partial class HttpFront(
    FunctionInvoker invoker, WorkerSupervisor workers, WorkerForwarder forwarder, HostKey key, HttpLimits limits, TimeProvider time, ILogger<HttpFront> logger)
{
    private const string Anonymous = "Anonymous";

    public async Task AnswerAsync(HttpContext http, HostFunction function)
    {
        if (!Anonymous.Equals(function.Trigger.AuthLevel, StringComparison.OrdinalIgnoreCase) && !key.Opens(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (!WorkerTransformer.Takes(http.Request.Host))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        else if (http.Request.ContentLength > limits.Body)
        {
            // So that the server drains what the client is still sending, and the client gets to see the response.
            http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        }
        else
        {
            using var end = new RequestEnd(http, limits.Duration, time);
            await RunAsync(http, function, end);
        }
    }

    private async Task RunAsync(HttpContext http, HostFunction function, RequestEnd end)
    {
        Worker worker;
        try
        {
            worker = await workers.GetAsync(end.Told);
        }
        catch (OperationCanceledException)
        {
            Fail(http, StatusCodes.Status504GatewayTimeout);
            return;
        }

        var id = Guid.NewGuid().ToString();
        var invocation = new HttpInvocation(id, invoker.InvokeAsync(worker, function, HttpInvocation.Request(id, function, http), end.Told));
        invocation.Attach(http);
        // If a worker dies, the forwarder may wait for a connection a moment longer, whereas the stream knows at once. If only the function fails, its worker's
        // connection is still there, and output of the function may be in flight.
        _ = invocation.Outcome.ContinueWith(
            outcome => end.CutAfter(outcome.Exception!.InnerException is FunctionFailedException ? RequestEnd.Moment : TimeSpan.Zero),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        var error = await forwarder.SendAsync(http, worker.HttpAddress!, end.Cut);
        if (error == ForwarderError.None)
        {
            await EndAsync(http, invocation);
        }
        else
        {
            await EndEarlyAsync(http, invocation, error, end);
        }
    }

    /// <summary>If the function fails after all, a response that has begun can only be cut off.</summary>
    private static async Task EndAsync(HttpContext http, HttpInvocation invocation)
    {
        if (!await invocation.SucceedsAsync())
        {
            Fail(http, StatusCodes.Status500InternalServerError);
        }
    }

    /// <summary>The two halves belong together: the function is told that its request has been dropped.</summary>
    private async Task EndEarlyAsync(HttpContext http, HttpInvocation invocation, ForwarderError error, RequestEnd end)
    {
        await end.TellAsync();
        // The calls of a dead worker fail at the same moment; those of a worker killed for exceeding its time report that.
        await Task.WhenAny(invocation.Outcome, Task.Delay(RequestEnd.Moment, TimeProvider.System, CancellationToken.None));
        var cause = http.Features.Get<IForwarderErrorFeature>()?.Exception;
        var refused = FindRefusedStatus(cause);
        var status = end.IsLate ? StatusCodes.Status504GatewayTimeout
            : refused is { } its ? its
            : invocation.Outcome is { IsFaulted: true, Exception.InnerException: FunctionFailedException or FunctionTimeoutException } ? StatusCodes.Status500InternalServerError
            : StatusCodes.Status502BadGateway;
        // A body that is refused is the client's fault, and no link is broken.
        if (refused is null && !end.Left.IsCancellationRequested)
        {
            LogCut(http.Request.Path, error, cause?.Message);
        }

        Fail(http, status);
    }

    /// <summary>The status with which this server refused the rest of the body: malformed, too large, or too slow.</summary>
    private static int? FindRefusedStatus(Exception? error) => error switch
    {
        null => null,
        BadHttpRequestException refused => refused.StatusCode,
        AggregateException several => several.InnerExceptions.Select(FindRefusedStatus).FirstOrDefault(status => status is not null),
        _ => FindRefusedStatus(error.InnerException),
    };

    private static void Fail(HttpContext http, int status)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = status;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The request for {Path} broke off between host and worker: {Error} {Reason}")]
    private partial void LogCut(PathString path, ForwarderError error, string? reason);
}
