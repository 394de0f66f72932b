using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Emulators.FunctionsHost.Http;

/// <summary>Adapts the client's request for the worker, and the worker's response for the client.</summary>
internal sealed class WorkerTransformer : HttpTransformer
{
    private const string InvocationHeader = "x-ms-invocation-id";

    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private static readonly string[] HostsOwn =
        ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", InvocationHeader];

    /// <summary>Whether a request to this host can be forwarded. Port numbers above 65535 cannot, though the server lets them in.</summary>
    public static bool Takes(HostString host) => !host.HasValue || Uri.TryCreate($"http://{host.Value}/", UriKind.Absolute, out _);

    /// <summary>The target passes as written, the app sees the client's Host, and the client's forwarding headers are dropped.</summary>
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        var request = httpContext.Request;
        if (httpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is ['/', ..] target)
        {
            proxyRequest.RequestUri = new Uri(destinationPrefix.TrimEnd('/') + target, AsWritten);
        }

        // The body is sent only when the app asks for it. Otherwise the client sends all of it before looking at the response, and an early refusal becomes a
        // broken connection.
        proxyRequest.Headers.ExpectContinue = proxyRequest.Content is not null;
        foreach (var name in HostsOwn)
        {
            proxyRequest.Headers.Remove(name);
        }

        proxyRequest.Headers.Host = request.Host.Value;
        proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-For", httpContext.Connection.RemoteIpAddress?.ToString());
        proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-Host", request.Host.Value);
        proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-Proto", request.Scheme);
        proxyRequest.Headers.TryAddWithoutValidation(InvocationHeader, HttpInvocation.Of(httpContext).Id);
    }

    /// <summary>
    /// A function that throws before it has answered leaves an empty response that looks like a success. So an empty response waits for the function's own
    /// outcome, which arrives at the same moment.
    /// </summary>
    /// <returns>False to send no body.</returns>
    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is not null && IsEmpty(httpContext.Request.Method, proxyResponse) && !await HttpInvocation.Of(httpContext).SucceedsAsync())
        {
            httpContext.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return false;
        }

        var goesOn = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        httpContext.Response.Headers.Remove("Server");
        return goesOn;
    }

    private static bool IsEmpty(string method, HttpResponseMessage response) =>
        response.Content.Headers.ContentLength is 0
        || HttpMethods.IsHead(method)
        || response.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.ResetContent or HttpStatusCode.NotModified;
}
