using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SegFunctions.Benchmarks.Webhooks;

/// <summary>A receiver on a free port of 127.0.0.1.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Listener(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <param name="answer">Called before it responds with 200; awaited if it is a task.</param>
    public static async Task<Listener> StartAsync(Func<HttpContext, object> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context => answer(context) as Task ?? Task.CompletedTask);
        await app.StartAsync();
        return new Listener(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
