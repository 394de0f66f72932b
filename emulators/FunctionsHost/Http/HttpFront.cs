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

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);

    public async Task AnswerAsync(HttpContext http, HostFunction function)
    {
        if (!Anonymous.Equals(function.Trigger.AuthLevel, StringComparison.OrdinalIgnoreCase) && !key.Opens(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (http.Request.ContentLength > limits.Body)
        {
            // So that the server reads what the client sends in the meantime, and the client gets to see the response.
            http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        }
        else
        {
            using var late = new CancellationTokenSource(limits.Duration, time);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, late.Token);
            await RunAsync(http, function, ending, late.Token);
        }
    }

    private async Task RunAsync(HttpContext http, HostFunction function, CancellationTokenSource ending, CancellationToken late)
    {
        Worker worker;
        try
        {
            worker = await workers.GetAsync(ending.Token);
        }
        catch (OperationCanceledException)
        {
            Fail(http, StatusCodes.Status504GatewayTimeout);
            return;
        }

        var id = Guid.NewGuid().ToString();
        var invocation = new HttpInvocation(id, invoker.InvokeAsync(worker, function, HttpInvocation.Request(id, function, http), ending.Token));
        invocation.Attach(http);
        // A worker that dies may leave the forwarder waiting on a connection for a moment; the stream knows at once. When only the function fails, its worker's
        // connection is still there, and what the function has written may be in flight.
        _ = invocation.Outcome.ContinueWith(
            outcome => CancelQuietly(ending, outcome.Exception!.InnerException is FunctionFailedException ? Moment : TimeSpan.Zero),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        var error = await forwarder.SendAsync(http, worker.HttpAddress!, ending.Token);
        if (error == ForwarderError.None)
        {
            await EndAsync(http, invocation);
        }
        else
        {
            await EndEarlyAsync(http, invocation, error, ending, late);
        }
    }

    /// <summary>A response that has begun can only be cut off if the function fails after all.</summary>
    private static async Task EndAsync(HttpContext http, HttpInvocation invocation)
    {
        if (!await invocation.SucceedsAsync())
        {
            Fail(http, StatusCodes.Status500InternalServerError);
        }
    }

    /// <summary>The two halves belong together: the function is told that its request has been dropped.</summary>
    private async Task EndEarlyAsync(
        HttpContext http, HttpInvocation invocation, ForwarderError error, CancellationTokenSource ending, CancellationToken late)
    {
        await ending.CancelAsync();
        // A worker that has died fails its calls at the same moment; one that was killed for its slowness reports that.
        await Task.WhenAny(invocation.Outcome, Task.Delay(Moment, TimeProvider.System, CancellationToken.None));
        var cause = http.Features.Get<IForwarderErrorFeature>()?.Exception;
        var status = late.IsCancellationRequested ? StatusCodes.Status504GatewayTimeout
            : FindRefusedStatus(cause) is { } refused ? refused
            : invocation.Outcome is { IsFaulted: true, Exception.InnerException: FunctionFailedException or FunctionTimeoutException } ? StatusCodes.Status500InternalServerError
            : StatusCodes.Status502BadGateway;
        if (!http.RequestAborted.IsCancellationRequested)
        {
            LogCut(http.Request.Path, error, cause?.Message);
        }

        Fail(http, status);
    }

    /// <summary>What this server has refused the rest of the body with: too much of it, or too slow.</summary>
    private static int? FindRefusedStatus(Exception? error) => error switch
    {
        null => null,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge or StatusCodes.Status408RequestTimeout } refused => refused.StatusCode,
        AggregateException several => several.InnerExceptions.Select(FindRefusedStatus).FirstOrDefault(status => status is not null),
        _ => FindRefusedStatus(error.InnerException),
    };

    private static void CancelQuietly(CancellationTokenSource source, TimeSpan delay)
    {
        try
        {
            source.CancelAfter(delay);
        }
        catch (ObjectDisposedException)
        {
            // The request has already ended.
        }
    }

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
