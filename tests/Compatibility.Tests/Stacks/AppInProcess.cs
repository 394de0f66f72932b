using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SegFunctions.Jobs;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>The functions app in this process, run by its own <c>Program</c>, with a hand on its services before it is built.</summary>
internal sealed class AppInProcess
{
    private readonly Task _running;
    private readonly IHostApplicationLifetime _lifetime;

    private AppInProcess(Task running, IServiceProvider services)
    {
        (_running, _lifetime) = (running, services.GetRequiredService<IHostApplicationLifetime>());
        BaseUrl = new Uri(services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public Uri BaseUrl { get; }

    /// <summary>It has stopped, by itself or not.</summary>
    public bool HasEnded => _running.IsCompleted;

    /// <param name="settings">As environment variables have them, and <c>urls</c>.</param>
    /// <param name="adjust">Called before the app is built, after it has registered everything.</param>
    /// <param name="cancellationToken">Ends the wait for its start.</param>
    public static async Task<AppInProcess> StartAsync(
        IReadOnlyDictionary<string, string> settings, Action<FunctionsApplicationBuilder> adjust, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource<IServiceProvider>(TaskCreationOptions.RunContinuationsAsynchronously);
        string[] arguments = [.. settings.Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}")];
        FunctionsApplicationBuilder.Building.Value = builder =>
        {
            builder.FunctionTypes = typeof(JobClient).Assembly.GetTypes();
            builder.Logging.ClearProviders();
            builder.Services.AddHostedService(services => new StartSignal(services, started));
            adjust(builder);
        };
        var running = Task.Run(() => Enter(arguments), CancellationToken.None);
        FunctionsApplicationBuilder.Building.Value = null;
        await Task.WhenAny(started.Task, running).WaitAsync(cancellationToken);
        if (running.IsFaulted)
        {
            await running;
        }

        return new AppInProcess(running, await started.Task);
    }

    public Task StopAsync()
    {
        _lifetime.StopApplication();
        return _running;
    }

    private static void Enter(string[] arguments) =>
        typeof(JobClient).Assembly.EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments], null);

    /// <summary>Tells when every part of the host runs.</summary>
    private sealed class StartSignal(IServiceProvider services, TaskCompletionSource<IServiceProvider> started) : IHostedLifecycleService
    {
        public Task StartedAsync(CancellationToken cancellationToken)
        {
            started.TrySetResult(services);
            return Task.CompletedTask;
        }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
