using Microsoft.Azure.Functions.Worker.Emulation.Discovery;
using Microsoft.Azure.Functions.Worker.Emulation.Hosting;
using Microsoft.DurableTask.Emulation;
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
    ILoggerFactory loggerFactory,
    TimeProvider timeProvider) : IHostedService
{
    private const string FileName = "durable.db";

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

    private static bool IsDurable(FunctionDescriptor function) =>
        function.Trigger is OrchestrationTriggerAttribute or ActivityTriggerAttribute
        || function.Method.GetParameters().Any(parameter => parameter.IsDefined(typeof(DurableClientAttribute), inherit: false));
}
