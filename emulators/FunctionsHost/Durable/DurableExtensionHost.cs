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

    private DurableExtensionHost(IHost host, IAsyncDisposable store) => (_host, _store) = (host, store);

    /// <param name="client">Is told what the app's client bindings hold.</param>
    /// <param name="onBroken">Called once when state can no longer be written: this process is to end and start anew.</param>
    /// <exception cref="HostStartException">The state cannot be opened, or a setting is at fault.</exception>
    public static async Task<DurableExtensionHost> StartAsync(
        DurableFunctions functions,
        FunctionInvoker invoker,
        DurableClientInput client,
        HostJson json,
        FunctionsHostOptions options,
        Action<Exception> onBroken,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        var service = DurableStore.Open(options, json.DurableTask, onBroken, loggers);
        IHost? host = null;
        try
        {
            await service.CreateIfNotExistsAsync();
            var calls = new DurableCalls(functions, invoker, client);
            var surroundings = new ExtensionSurroundings(EmittedFunctions.Emit(functions), calls.CallAsync, new Uri($"http://{options.Address}/"));
            var provider = new LocalDurabilityProvider(LocalDurabilityProviderFactory.ProviderName, service);
            host = Build(json, surroundings, new LocalDurabilityProviderFactory(provider), options.Grace, loggers);
            await host.StartAsync(cancellationToken);
            await host.Services.GetRequiredService<IJobHost>().CallAsync(EmittedFunctions.ClientProbe, cancellationToken: cancellationToken);
            return new DurableExtensionHost(host, service);
        }
        catch (Exception error)
        {
            client.GiveUp();
            // What never began may refuse to end; why it did not begin is what counts.
            await EndAsync(host, service).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (error is DatabaseException)
            {
                throw new HostStartException(error.Message);
            }

            // So the extension refuses its settings.
            if (error is InvalidOperationException or ArgumentException)
            {
                throw DurableStore.Refusal(error);
            }

            throw;
        }
    }

    public ValueTask DisposeAsync() => new(EndAsync(_host, _store));

    private static async Task EndAsync(IHost? host, IAsyncDisposable store)
    {
        try
        {
            if (host is not null)
            {
                await host.StopAsync();
            }
        }
        finally
        {
            host?.Dispose();
            await store.DisposeAsync();
        }
    }

#pragma warning disable CS0612, CS0618 // See ExtensionSurroundings.
    private static IHost Build(HostJson json, ExtensionSurroundings surroundings, LocalDurabilityProviderFactory factory, TimeSpan grace, ILoggerFactory loggers) =>
        new HostBuilder()
            .ConfigureServices(services => services
                .AddSingleton(loggers)
                .AddSingleton<ITypeLocator>(surroundings)
                .AddSingleton<Microsoft.Azure.WebJobs.Host.IJobActivator>(surroundings)
                .AddSingleton<IWebHookProvider>(surroundings))
            .ConfigureWebJobs(jobs => jobs.AddDurableTask())
            .ConfigureServices(services => services
                .AddSingleton<IDurabilityProviderFactory>(factory)
                .AddSingleton<IPlatformInformation>(surroundings)
                .Configure<HostOptions>(host =>
                {
                    host.ShutdownTimeout = grace;
                    // Whatever thread dies, this process goes on: the job host would end it.
                    host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
                }))
            // Last, so that it wins over the environment, which the job host reads by itself.
            .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(json.UnderRoot()).AddInMemoryCollection(
            [
                KeyValuePair.Create<string, string?>("AzureWebJobsConfigurationSection", HostJson.Root),
                KeyValuePair.Create<string, string?>($"{HostJson.Root}:extensions:durableTask:storageProvider:type", LocalDurabilityProviderFactory.ProviderName),
            ]))
            .Build();
#pragma warning restore CS0612, CS0618
}
