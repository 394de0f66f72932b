using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SegFunctions.Compatibility.AppHook;

namespace SegFunctions.Compatibility.Tests.Faults;

/// <summary>The endpoint where the app's process asks whether one of its operations fails.</summary>
internal sealed class FaultEndpoint : IAsyncDisposable
{
    private readonly WebApplication _server;

    private FaultEndpoint(WebApplication server) => _server = server;

    public Uri Url => new(_server.Urls.Single());

    public static async Task<FaultEndpoint> StartAsync(IFaultSource faults, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.MapPost("/{stage}", async (FaultKind stage, HttpRequest request) =>
        {
            using var body = new StreamReader(request.Body);
            return $"{await faults.IsTurnAsync(stage, await body.ReadToEndAsync(request.HttpContext.RequestAborted))}";
        });
        await server.StartAsync(cancellationToken);
        return new FaultEndpoint(server);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
