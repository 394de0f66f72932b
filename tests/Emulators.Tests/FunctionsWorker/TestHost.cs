using System.Collections.Concurrent;
using Emulators.Tests.ServiceBus;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Emulators.Tests.FunctionsWorker;

/// <summary>A functions app of the given classes, on a free port, with a folder of its own for what it keeps.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("functions-");
    private readonly Type[] _functions;
    private IHost? _host;

    public TestHost(params Type[] functions) => _functions = functions;

    /// <summary>What functions and middleware of a test leave for it, in order.</summary>
    public ConcurrentQueue<string> Trace { get; } = new();

    public Dictionary<string, string?> Settings { get; } = [];

    public string DataPath => _folder.FullName;

    /// <summary>Null for a host without a file.</summary>
    public string? HostJson { get; init; } = """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""";

    public Action<FunctionsApplicationBuilder> Configure { get; init; } = _ => { };

    /// <summary>Talks to the host that was started last.</summary>
    public HttpClient Http { get; private set; } = new();

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public IServiceProvider Services => _host!.Services;

    public static async Task<TestHost> StartAsync(params Type[] functions)
    {
        var host = new TestHost(functions);
        await host.StartAsync();
        return host;
    }

    public async Task StartAsync()
    {
        _host = Build();
        await _host.StartAsync(Cancellation);
        Http.Dispose();
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()),
            Timeout = QueueUnderTest.Patience,
        };
    }

    public IHost Build()
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.FunctionTypes = _functions;
        builder.HostJsonPath = Path.Combine(_folder.FullName, "host.json");
        if (HostJson is not null)
        {
            File.WriteAllText(builder.HostJsonPath, HostJson);
        }

        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Configuration["EMULATOR_DATA"] = _folder.FullName;
        foreach (var (name, value) in Settings)
        {
            builder.Configuration[name] = value;
        }

        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(Trace);
        builder.ConfigureFunctionsWebApplication();
        Configure(builder);
        return builder.Build();
    }

    public Task StopAsync(CancellationToken cancellationToken) => _host!.StopAsync(cancellationToken);

    /// <summary>Stops, then starts another host on the same folder.</summary>
    public async Task RestartAsync()
    {
        await StopAsync(Cancellation);
        await DisposeHostAsync();
        await StartAsync();
    }

    /// <summary>Polls until the trace holds an entry that was not there before.</summary>
    public async Task<string> NextTraceAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(QueueUnderTest.Patience);
        while (true)
        {
            if (Trace.TryDequeue(out var entry))
            {
                return entry;
            }

            await Task.Delay(5, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await StopAsync(Cancellation);
            await DisposeHostAsync();
        }

        Http.Dispose();
        _folder.Delete(recursive: true);
    }

    private ValueTask DisposeHostAsync() => ((IAsyncDisposable)_host!).DisposeAsync();
}
