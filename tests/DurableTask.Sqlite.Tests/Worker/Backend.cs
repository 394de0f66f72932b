using System.Net;
using DurableTask.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.Extensions.DependencyInjection;

namespace DurableTask.Sqlite.Tests.Worker;

/// <summary>Microsoft's dispatchers behind its gRPC service, with the provider, on a free port in this process.</summary>
internal sealed class Backend : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly SqliteOrchestrationService _hub;

    private Backend(WebApplication server, SqliteOrchestrationService hub)
    {
        (_server, _hub) = (server, hub);
        Channel = GrpcChannel.ForAddress(server.Urls.Single());
    }

    public GrpcChannel Channel { get; }

    public static async Task<Backend> StartAsync(SqliteOrchestrationServiceOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, port: 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddRouting();
        builder.Services.AddLogging();
        builder.Services.AddGrpc();
        var hub = new SqliteOrchestrationService(options);
        builder.Services.AddSingleton<IOrchestrationService>(hub);
        builder.Services.AddSingleton<IOrchestrationServiceClient>(hub);
        builder.Services.AddSingleton<TaskHubGrpcServer>();
        var server = builder.Build();
        server.MapGrpcService<TaskHubGrpcServer>();
        await server.StartAsync(TestEngine.Deadline);
        // It starts its dispatchers on creation, in an async void. Created by the first request, it could start while the hub is being disposed, which would end the process.
        _ = server.Services.GetRequiredService<TaskHubGrpcServer>();
        return new(server, hub);
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _server.DisposeAsync();
        await _hub.DisposeAsync();
    }
}
