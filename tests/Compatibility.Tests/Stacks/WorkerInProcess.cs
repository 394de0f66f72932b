using System.Reflection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Worker.Settings;

[assembly: HostingStartup(typeof(WorkerInProcess.Hook))]

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>The inference worker in this process, run by its own <c>Program</c>, with a hand on its services.</summary>
internal sealed class WorkerInProcess
{
    private readonly Task _running;
    private readonly IHostApplicationLifetime _lifetime;

    private WorkerInProcess(Task running, IHostApplicationLifetime lifetime) => (_running, _lifetime) = (running, lifetime);

    /// <param name="settings">As environment variables have them, and <c>urls</c>.</param>
    /// <param name="adjust">Called before the program registers anything.</param>
    /// <param name="cancellationToken">Ends the wait for its start.</param>
    public static async Task<WorkerInProcess> StartAsync(
        IReadOnlyDictionary<string, string> settings, Action<IServiceCollection> adjust, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource<IHostApplicationLifetime>(TaskCreationOptions.RunContinuationsAsynchronously);
        string[] arguments = [.. settings.Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}")];
        Hook.Building.Value = services =>
        {
            services.Configure<LoggerFilterOptions>(options => options.MinLevel = LogLevel.None);
            services.AddHostedService(provider => new StartSignal(provider.GetRequiredService<IHostApplicationLifetime>(), started));
            adjust(services);
        };
        var running = Task.Run(() => Enter(arguments), CancellationToken.None);
        Hook.Building.Value = null;
        await Task.WhenAny(started.Task, running).WaitAsync(cancellationToken);
        return running.IsCompleted
            ? throw new InvalidOperationException("The worker ended before it had started.", running.Exception)
            : new WorkerInProcess(running, await started.Task);
    }

    public Task StopAsync()
    {
        _lifetime.StopApplication();
        return _running;
    }

    private static void Enter(string[] arguments) =>
        typeof(ModelsOptions).Assembly.EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments], null);

    /// <summary>ASP.NET Core calls it for every web application of this process.</summary>
    public sealed class Hook : IHostingStartup
    {
        internal static AsyncLocal<Action<IServiceCollection>?> Building { get; } = new();

        public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services => Building.Value?.Invoke(services));
    }

    private sealed class StartSignal(IHostApplicationLifetime lifetime, TaskCompletionSource<IHostApplicationLifetime> started) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken)
        {
            lifetime.ApplicationStarted.Register(() => started.TrySetResult(lifetime));
            return Task.CompletedTask;
        }
    }
}
