using Emulators.FunctionsHost.Functions;
using Emulators.FunctionsHost.Hosting;
using Emulators.Sqlite;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Microsoft.Azure.WebJobs.Host.Config;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Emulators.FunctionsHost.Durable;

/// <summary>
/// Microsoft's durable extension, the code that runs in the cloud, in a job host of its own: its engine, its rules, its gRPC endpoint for clients. It reads
/// <c>extensions.durableTask</c> of host.json by itself; only where state is kept is decided here.
/// </summary>
internal sealed class DurableExtensionHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly IAsyncDisposable _store;

    private DurableExtensionHost(IHost host, IAsyncDisposable store, DurableClientInput client) => (_host, _store, Client) = (host, store, client);

    /// <summary>The value of the app's client bindings.</summary>
    public DurableClientInput Client { get; }

    /// <param name="onBroken">Called once when state can no longer be written: this process is to end and start anew.</param>
    /// <exception cref="HostStartException">The state cannot be opened.</exception>
    public static async Task<DurableExtensionHost> StartAsync(
        DurableFunctions functions,
        FunctionInvoker invoker,
        HostJson json,
        FunctionsHostOptions options,
        Action<Exception> onBroken,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        var calls = new DurableCalls(functions, invoker);
        var service = DurableStore.Open(Path.Combine(options.Data, "durable.db"), json.DurableTask, options.Time, onBroken);
        try
        {
            await service.CreateIfNotExistsAsync();
        }
        catch (DatabaseException error)
        {
            throw new HostStartException(error.Message);
        }

        var provider = new LocalDurabilityProvider(LocalDurabilityProviderFactory.ProviderName, service, service);
        var surroundings = new ExtensionSurroundings(EmittedFunctions.Emit(functions), calls.CallAsync, new Uri($"http://{options.Address}/"));
        var host = Build(json, surroundings, new LocalDurabilityProviderFactory(provider), loggers);
        await host.StartAsync(cancellationToken);
        await host.Services.GetRequiredService<IJobHost>().CallAsync(EmittedFunctions.ClientProbe, cancellationToken: cancellationToken);
        return new DurableExtensionHost(host, service, new DurableClientInput(calls.Client!));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _store.DisposeAsync();
    }

#pragma warning disable CS0612, CS0618 // See ExtensionSurroundings.
    private static IHost Build(HostJson json, ExtensionSurroundings surroundings, LocalDurabilityProviderFactory factory, ILoggerFactory loggers) => new HostBuilder()
        .ConfigureServices(services => services
            .AddSingleton(loggers)
            .AddSingleton<ITypeLocator>(surroundings)
            .AddSingleton<Microsoft.Azure.WebJobs.Host.IJobActivator>(surroundings)
            .AddSingleton<IWebHookProvider>(surroundings))
        .ConfigureWebJobs(jobs => jobs.AddDurableTask())
        .ConfigureServices(services => services
            .AddSingleton<IDurabilityProviderFactory>(factory)
            .AddSingleton<IPlatformInformation>(surroundings)
            // Whatever thread dies, this process goes on: the job host would end it.
            .Configure<HostOptions>(host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore))
        // Last, so that it wins over the environment, which the job host reads by itself.
        .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(
        [
            .. json.UnderRoot(),
            KeyValuePair.Create<string, string?>("AzureWebJobsConfigurationSection", HostJson.Root),
            KeyValuePair.Create<string, string?>($"{HostJson.Root}:extensions:durableTask:storageProvider:type", LocalDurabilityProviderFactory.ProviderName),
        ]))
        .Build();
#pragma warning restore CS0612, CS0618
}
