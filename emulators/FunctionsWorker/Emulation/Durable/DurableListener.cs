using Microsoft.Azure.Functions.Worker.Emulation.Discovery;
using Microsoft.Azure.Functions.Worker.Emulation.Hosting;
using Microsoft.DurableTask.Emulation;
using Microsoft.DurableTask.Emulation.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Emulation.Durable;

/// <summary>Runs the durable engine from the host's start to its stop, if a function has to do with it.</summary>
internal sealed class DurableListener(
    FunctionCatalogue catalogue,
    DurableHub hub,
    DurableExecutor executor,
    DataDirectory directory,
    HostJson host,
    IHostApplicationLifetime lifetime,
    ILoggerFactory loggerFactory,
    TimeProvider timeProvider) : IHostedService
{
    private const string FileName = "durable.db";

    /// <summary>Null but in tests.</summary>
    public CommitProbe? Probe { get; set; }

    /// <exception cref="FunctionsStartException">Another host has the state, or there is no directory for it.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (catalogue.Functions.FirstOrDefault(IsDurable) is not { } function)
        {
            return;
        }

        var options = new DurableTaskEngineOptions
        {
            DatabasePath = Path.Combine(directory.For(function.Name), FileName),
            MaxConcurrentActivities = host.MaxConcurrentActivities,
            MaxConcurrentOrchestrations = host.MaxConcurrentOrchestrations,
            Versions = host.Versions,
            OnBroken = EndProgram,
            Probe = Probe,
        };
        try
        {
            await hub.StartAsync(new DurableTaskEngine(options, executor, loggerFactory, timeProvider), cancellationToken);
        }
        catch (IOException error)
        {
            throw new FunctionsStartException($"The host cannot start. {error.Message}");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => hub.StopAsync(cancellationToken);

    /// <summary>An app whose orchestrations stand still is worth less than none: whoever watches it starts it again, from what is written.</summary>
    private void EndProgram()
    {
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    private static bool IsDurable(FunctionDescriptor function) =>
        function.Trigger is OrchestrationTriggerAttribute or ActivityTriggerAttribute
        || function.Method.GetParameters().Any(parameter => parameter.IsDefined(typeof(DurableClientAttribute), inherit: false));
}
