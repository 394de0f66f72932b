using System.Net;
using Emulators.FunctionsHost.Functions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Emulators.FunctionsHost.Http;

/// <summary>The host's HTTP endpoint.</summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HttpServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <param name="address">Port 0 for a free one.</param>
    /// <param name="grace">How long requests may take to finish when the server stops.</param>
    /// <exception cref="IOException">The address is taken.</exception>
    public static async Task<HttpServer> StartAsync(
        IPEndPoint address, HttpLimits limits, TimeSpan grace, ILoggerFactory loggers, Func<IServiceProvider, HttpFront> front, HttpRoutes routes, HostPages pages,
        CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(address);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.Body;
            // A client may read as slowly as the request's own limit allows. A client that sends less than the server's 240 bytes a second for 5 seconds is
            // cut off with 408, as on the real host.
            kestrel.Limits.MinResponseDataRate = null;
        });
        builder.Services.AddSingleton(loggers).AddRouting().AddHttpForwarder();
        builder.Services.AddSingleton<WorkerForwarder>().AddSingleton(front);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = grace);
        var app = builder.Build();
        app.UseRouting();
        app.Use(AnswerNotFoundAsync);
        routes.Map(app, app.Services.GetRequiredService<HttpFront>());
        pages.Map(app);
        try
        {
            await app.StartAsync(cancellationToken);
            return new HttpServer(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Accepts no new requests and gives those in flight a while to finish.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>ASP.NET Core would answer a wrong method with 405.</summary>
    private static Task AnswerNotFoundAsync(HttpContext http, RequestDelegate next)
    {
        var metadata = http.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<HostFunction>() is not null || metadata?.GetMetadata<HostPages>() is not null)
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
