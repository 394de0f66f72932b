using System.Net;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace Emulators.FunctionsHost.Http;

/// <summary>Sends a request on to the worker's own server and its answer back, both as they come.</summary>
internal sealed class WorkerForwarder(IHttpForwarder forwarder) : IDisposable
{
    /// <summary>No silence is too long here: the request's own limit is shorter.</summary>
    private static readonly ForwarderRequestConfig Config = new()
    {
        ActivityTimeout = TimeSpan.FromMinutes(10),
        AllowResponseBuffering = false,
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private readonly WorkerTransformer _transformer = new();

    /// <summary>Nothing of a browser's: no proxy, no redirects, no cookies, no decompression. The client's trace headers go on as they are.</summary>
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        Expect100ContinueTimeout = Timeout.InfiniteTimeSpan,
    });

    public ValueTask<ForwarderError> SendAsync(HttpContext http, Uri worker, CancellationToken cancellationToken) =>
        forwarder.SendAsync(http, worker.ToString(), _client, Config, _transformer, cancellationToken);

    public void Dispose() => _client.Dispose();
}
