using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace SegFunctions.Tests.Fetching;

/// <summary>A web server on a free port of 127.0.0.1 that responds as a test says and records its requests.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackServer(WebApplication app) => _app = app;

    public ConcurrentQueue<string> Paths { get; } = [];

    public Uri Url => new(_app.Urls.Single());

    public static async Task<LoopbackServer> StartAsync(RequestDelegate answer, IPAddress? address = null, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(address ?? IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1));
        var server = new LoopbackServer(builder.Build());
        server._app.Run(async context =>
        {
            server.Paths.Enqueue(context.Request.Path + context.Request.QueryString);
            await answer(context);
        });
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
