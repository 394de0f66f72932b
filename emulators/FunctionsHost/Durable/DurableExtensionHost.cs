using DurableTask.Sqlite;
using Emulators.FunctionsHost.Functions;
using Emulators.FunctionsHost.Settings;
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
/// Microsoft's durable extension, the code that runs in the cloud, in a separate job host: its engine, its rules, its gRPC endpoint for clients. It reads
/// <c>extensions.durableTask</c> of host.json itself; this class decides only where state is stored.
/// </summary>
/// <param name="client">Receives the content of the app's client bindings.</param>
/// <param name="onBroken">Called once when state can no longer be written: this process must exit and be restarted.</param>
internal sealed class DurableExtensionHost(
    FunctionInvoker invoker, DurableClientInput client, HostJson json, FunctionsHostOptions options, Action<Exception> onBroken, ILoggerFactory loggers)
    : IAsyncDisposable
{
    private const string WorkerExtension = "Microsoft.Azure.Functions.Worker.Extensions.DurableTask.dll";

    private Task _starting = Task.CompletedTask;
    private SqliteOrchestrationService? _store;
    private IHost? _host;

    /// <summary>Whether the app includes the extension, through its worker package.</summary>
    /// <param name="app">The app's assembly.</param>
    public static bool IsIn(string app) => File.Exists(Path.Combine(Path.GetDirectoryName(app)!, WorkerExtension));

    /// <summary>Starts the extension in parallel with the app, whose functions it needs only late.</summary>
    /// <param name="functions">The app's functions, once it has reported them.</param>
    /// <exception cref="HostStartException">The state cannot be opened, or a setting is invalid.</exception>
    public Task StartAsync(Task<DurableFunctions> functions, CancellationToken cancellationToken) =>
        // The job host asks for its functions synchronously, so a separate thread waits for them.
        _starting = Task.Run(() => StartHostAsync(functions, cancellationToken), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await EndAsync();
    }

    private async Task StartHostAsync(Task<DurableFunctions> functions, CancellationToken cancellationToken)
    {
        try
        {
            _store = DurableStore.Open(options, json.DurableTask, onBroken, loggers);
            await _store.CreateIfNotExistsAsync();
            var surroundings = new ExtensionSurroundings(new Lazy<object>(() => Emit(functions.GetAwaiter().GetResult())), new Uri($"http://{options.Address}/"));
            var provider = new LocalDurabilityProvider(LocalDurabilityProviderFactory.ProviderName, _store);
            _host = Build(json, surroundings, new LocalDurabilityProviderFactory(provider), options.Grace, loggers);
            await _host.StartAsync(cancellationToken);
            await _host.Services.GetRequiredService<IJobHost>().CallAsync(EmittedFunctions.ClientProbe, cancellationToken: cancellationToken);
        }
        catch (Exception error)
        {
            client.GiveUp();
            // A host that never started may refuse to stop; the reason why it did not start is what matters.
            await EndAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (error is DatabaseException)
            {
                throw new HostStartException(error.Message);
            }

            // This is how the extension refuses its settings.
            if (error is InvalidOperationException or ArgumentException)
            {
                throw DurableStore.Faulty(error);
            }

            throw;
        }
    }

    private object Emit(DurableFunctions functions)
    {
        FunctionCall call = new DurableCalls(functions, invoker, client).CallAsync;
        return Activator.CreateInstance(EmittedFunctions.Emit(functions), call)!;
    }

    private async Task EndAsync()
    {
        var (host, store) = (_host, _store);
        (_host, _store) = (null, null);
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
            if (store is not null)
            {
                await store.DisposeAsync();
            }
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
                    // Keeps this process running whichever thread fails; the job host would end it.
                    host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
                }))
            // Last, so that it overrides the environment, which the job host also reads.
            .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(json.UnderRoot()).AddInMemoryCollection(
            [
                KeyValuePair.Create<string, string?>("AzureWebJobsConfigurationSection", HostJson.Root),
                KeyValuePair.Create<string, string?>($"{HostJson.Root}:extensions:durableTask:storageProvider:type", LocalDurabilityProviderFactory.ProviderName),
            ]))
            .Build();
#pragma warning restore CS0612, CS0618
}
