using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Emulators.FunctionsHost.Rpc;

/// <summary>The gRPC endpoint for workers, on a free port of 127.0.0.1. A worker may be started as soon as this exists: its call waits until the server starts.</summary>
internal sealed class RpcServer(WorkerCalls calls, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly Socket _socket = Listen();
    private WebApplication? _app;

    public Uri Address => new($"http://{_socket.LocalEndPoint}");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenHandle(
            (ulong)_socket.SafeHandle.DangerousGetHandle(), listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(loggers).AddSingleton(calls).AddRouting();
        // A stream that is still open must not delay shutdown.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = null;
            grpc.MaxSendMessageSize = null;
        });
        _app = builder.Build();
        _app.MapGrpcService<WorkerCalls>();
        await _app.StartAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        _socket.Dispose();
    }

    private static Socket Listen()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return socket;
    }
}
