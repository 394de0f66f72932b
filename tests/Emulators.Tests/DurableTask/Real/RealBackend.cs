using System.Net;
using DurableTask.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask.Testing.Sidecar;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.Extensions.DependencyInjection;

namespace Emulators.Tests.DurableTask;

/// <summary>The backend of Microsoft's in-process test host, on a port that is free: it keeps everything in memory, and may have one worker after another.</summary>
internal sealed class RealBackend : IAsyncDisposable
{
    private readonly WebApplication _server;

    private RealBackend(WebApplication server)
    {
        _server = server;
        Channel = GrpcChannel.ForAddress(server.Urls.Single());
    }

    public GrpcChannel Channel { get; }

    public static async Task<RealBackend> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, port: 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddRouting();
        builder.Services.AddLogging();
        builder.Services.AddGrpc();
        var state = new InMemoryOrchestrationService();
        builder.Services.AddSingleton<IOrchestrationService>(state);
        builder.Services.AddSingleton<IOrchestrationServiceClient>(state);
        builder.Services.AddSingleton<TaskHubGrpcServer>();
        var server = builder.Build();
        server.MapGrpcService<TaskHubGrpcServer>();
        await server.StartAsync(TestEngine.Deadline);
        return new(server);
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _server.DisposeAsync();
    }
}
