using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Azure.Functions.Worker.Emulation.Discovery;
using Microsoft.Azure.Functions.Worker.Emulation.Invocation;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Emulation.Http;

/// <summary>Answers one request with one function, as the host's front end does.</summary>
internal sealed partial class HttpInvocation(FunctionInvoker invoker, HostKey key, ILogger<HttpInvocation> logger)
{
    /// <summary>In bytes; a longer body is answered with 413.</summary>
    public const long LargestBody = 104_857_600;

    public async Task RunAsync(HttpContext http, FunctionDescriptor function, AuthorizationLevel level)
    {
        if (level != AuthorizationLevel.Anonymous && !key.Opens(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (http.Request.ContentLength > LargestBody)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        }
        else
        {
            await InvokeAsync(http, function);
        }
    }

    private async Task InvokeAsync(HttpContext http, FunctionDescriptor function)
    {
        var services = http.RequestServices;
        try
        {
            await invoker.InvokeAsync(function, http, http.RequestAborted);
        }
        catch (BadHttpRequestException error)
        {
            Fail(http, error.StatusCode);
        }
        catch (OperationCanceledException) when (TimedOut(http))
        {
            // The request timeout's middleware answers.
            throw;
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
        catch (Exception)
        {
            // Whatever a function throws is a 500 without a body; the invoker has logged it.
            Fail(http, StatusCodes.Status500InternalServerError);
        }
        finally
        {
            // The invocation's scope is gone.
            http.RequestServices = services;
        }
    }

    private static bool TimedOut(HttpContext http) =>
        http.Features.Get<IHttpRequestTimeoutFeature>()?.RequestTimeoutToken.IsCancellationRequested == true;

    private void Fail(HttpContext http, int statusCode)
    {
        if (http.Response.HasStarted)
        {
            LogCutOff(http.Request.Path);
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = statusCode;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The response to {Path} had begun, so its connection is cut")]
    private partial void LogCutOff(PathString path);
}
