using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace Emulators.FunctionsHost.Http;

/// <summary>Forwards a request to the worker's own server and streams both ways.</summary>
internal sealed class WorkerForwarder(IHttpForwarder forwarder) : IDisposable
{
    /// <summary>Longer than the request's own limit, so idle connections are not cut here.</summary>
    private static readonly ForwarderRequestConfig Config = new()
    {
        ActivityTimeout = TimeSpan.FromMinutes(10),
        AllowResponseBuffering = false,
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private readonly WorkerTransformer _transformer = new();

    /// <summary>
    /// No browser features: no proxy, redirects, cookies or decompression. The client's trace headers pass unchanged. What is not ASCII in a header, such as another program's
    /// cookie for this machine, is passed on in UTF-8: without an encoding the request would break off.
    /// </summary>
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        Expect100ContinueTimeout = Timeout.InfiniteTimeSpan,
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
    });

    public ValueTask<ForwarderError> SendAsync(HttpContext http, Uri worker, CancellationToken cancellationToken) =>
        forwarder.SendAsync(http, worker.ToString(), _client, Config, _transformer, cancellationToken);

    public void Dispose() => _client.Dispose();
}
