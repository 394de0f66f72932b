using Emulators.FunctionsHost.Durable;
using Emulators.FunctionsHost.Functions;
using Emulators.FunctionsHost.Http;
using Emulators.FunctionsHost.Rpc;
using Emulators.FunctionsHost.ServiceBus;
using Emulators.FunctionsHost.Settings;
using Emulators.FunctionsHost.Timers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emulators.FunctionsHost.Hosting;

/// <summary>A running host with its worker. Triggers start in the order durable, Service Bus, timers, HTTP and stop in reverse.</summary>
internal sealed partial class RunningHost : IAsyncDisposable
{
    private static readonly string[] Frameworks = ["Grpc", "Microsoft.AspNetCore", "Microsoft.Extensions", "Microsoft.Hosting", "Microsoft.Azure.WebJobs", "Host.Startup"];

    /// <summary>In start order.</summary>
    private readonly List<IAsyncDisposable> _parts = [];
    private readonly TaskCompletionSource<Exception> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ILogger _logger = NullLogger.Instance;
    private HttpServer _http = null!;

    private RunningHost()
    {
    }

    /// <summary>Base address of the HTTP endpoint.</summary>
    public Uri Address => _http.Address;

    /// <summary>Completes when durable state can no longer be written: the process must exit and be restarted.</summary>
    public Task<Exception> Broken => _broken.Task;

    /// <returns>A host that is ready: every trigger listens.</returns>
    /// <exception cref="HostStartException">The app or its settings are invalid.</exception>
    public static async Task<RunningHost> StartAsync(FunctionsHostOptions options, CancellationToken cancellationToken = default)
    {
        var host = new RunningHost();
        try
        {
            await host.ComposeAsync(options, cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops accepting work, gives running invocations some time to finish, then ends the worker.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var part in Enumerable.Reverse(_parts))
        {
            try
            {
                await part.DisposeAsync();
            }
            catch (Exception error)
            {
                // Whatever one part throws while stopping, the others must stop too, above all the worker's process.
                LogNotInOrder(_logger, error, part.GetType().Name);
            }
        }

        _parts.Clear();
    }

    private async Task ComposeAsync(FunctionsHostOptions options, CancellationToken cancellationToken)
    {
        var settings = new HostSettings(options.Settings);
        var app = Path.GetFullPath(options.App);
        if (!File.Exists(app))
        {
            throw new HostStartException($"There is no app at {app}.");
        }

        var json = HostJson.Read(Path.Combine(Path.GetDirectoryName(app)!, "host.json"), settings);
        var loggers = Keep(CreateLoggers(json, options)).Factory;
        _logger = loggers.CreateLogger<RunningHost>();
        var serviceBus = ServiceBusOptions.Read(json.ServiceBus);
        LogIgnored(json.Ignored);
        Keep(new TelemetryPart(HostTelemetry.Start(json, settings)));
        var calls = new WorkerCalls();
        var rpc = Keep(new RpcServer(calls, loggers));
        var workers = Keep(new WorkerSupervisor(
            new WorkerStarter(app, rpc.Address, calls, settings.Added, new WorkerLog(loggers)), options.Time, loggers.CreateLogger<WorkerSupervisor>()));
        var client = new DurableClientInput();
        var invoker = new FunctionInvoker(workers, [client], json, options.Time, loggers.CreateLogger<FunctionInvoker>());

        // The app, this host's server and the durable extension start in parallel, because each takes a few hundred milliseconds.
        var starting = workers.StartAsync(cancellationToken);
        var reading = ReadAsync(starting, settings);
        var durable = StartDurable(app, reading, invoker, client, json, options, loggers, cancellationToken);
        await rpc.StartAsync(cancellationToken);
        var catalog = await reading;
        var worker = await starting;
        var routes = new HttpRoutes(catalog, json.RoutePrefix, isServed: worker.HttpAddress is not null);
        var references = new SettingReferences(settings);
        var queues = Keep(new QueueListeners(references, settings, serviceBus, invoker, options.Time, options.Grace, loggers));
        await Task.WhenAll(durable, queues.OpenAsync(catalog, cancellationToken));
        await queues.StartAsync(cancellationToken);
        Keep(TimerListeners.Start(catalog, references, options.Data, invoker, options.Time, options.Grace, loggers));
        await StartHttpAsync(options, routes, settings, loggers, workers, invoker, catalog, cancellationToken);
    }

    private static async Task<FunctionCatalog> ReadAsync(Task<Worker> worker, HostSettings settings) => FunctionCatalog.Read((await worker).Functions, settings);

    private Task StartDurable(
        string app,
        Task<FunctionCatalog> catalog,
        FunctionInvoker invoker,
        DurableClientInput client,
        HostJson json,
        FunctionsHostOptions options,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        if (!DurableExtensionHost.IsIn(app))
        {
            return Task.CompletedTask;
        }

        var durable = Keep(new DurableExtensionHost(invoker, client, json, options, error => _broken.TrySetResult(error), loggers));
        return durable.StartAsync(FindAsync(catalog), cancellationToken);

        static async Task<DurableFunctions> FindAsync(Task<FunctionCatalog> catalog) => DurableFunctions.Find(await catalog);
    }

    private async Task StartHttpAsync(
        FunctionsHostOptions options,
        HttpRoutes routes,
        HostSettings settings,
        ILoggerFactory loggers,
        WorkerSupervisor workers,
        FunctionInvoker invoker,
        FunctionCatalog catalog,
        CancellationToken cancellationToken)
    {
        var limits = HttpLimits.Read(settings);
        _http = Keep(await HttpServer.StartAsync(
            options.Address,
            limits,
            options.Grace,
            loggers,
            services => new HttpFront(
                invoker, workers, services.GetRequiredService<WorkerForwarder>(), new HostKey(settings.Find("FUNCTIONS_HOST_KEY")), limits, options.Time,
                loggers.CreateLogger<HttpFront>()),
            routes,
            new HostPages(workers, invoker, catalog, settings),
            cancellationToken));
    }

    private static LoggersPart CreateLoggers(HostJson json, FunctionsHostOptions options) => new(LoggerFactory.Create(logging =>
    {
        // The frameworks' own lines, including the worker's, are logged only if host.json names their categories.
        foreach (var category in Frameworks)
        {
            logging.AddFilter(category, LogLevel.Warning);
        }

        // The front end logs a broken request in one line, without the forwarder's stack.
        logging.AddFilter("Yarp", LogLevel.Error);
        logging.AddConfiguration(json.Logging);
        options.ConfigureLogging(logging);
    }));

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Add(part);
        return part;
    }

    private void LogIgnored(IReadOnlyList<string> ignored)
    {
        foreach (var section in ignored)
        {
            LogIgnored(_logger, section);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "host.json: this host ignores '{Section}'")]
    private static partial void LogIgnored(ILogger logger, string section);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "{Part} did not shut down cleanly")]
    private static partial void LogNotInOrder(ILogger logger, Exception error, string part);

    /// <summary>Disposed after everything that it reports on.</summary>
    private sealed record TelemetryPart(IDisposable? Telemetry) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Telemetry?.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Disposed last, so that every part can still log how it stops.</summary>
    private sealed record LoggersPart(ILoggerFactory Factory) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Factory.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
