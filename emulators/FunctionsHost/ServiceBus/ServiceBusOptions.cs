using Emulators.FunctionsHost.Settings;
using Microsoft.Extensions.Configuration;

namespace Emulators.FunctionsHost.ServiceBus;

/// <summary><c>extensions.serviceBus</c> of host.json, with the real extension's names and defaults.</summary>
internal sealed record ServiceBusOptions
{
    public int PrefetchCount { get; init; }

    public int MaxConcurrentCalls { get; init; } = 16;

    public int MaxMessageBatchSize { get; init; } = 1000;

    /// <summary>A smaller batch waits for more messages, up to <see cref="MaxBatchWaitTime"/>.</summary>
    public int MinMessageBatchSize { get; init; } = 1;

    public TimeSpan MaxBatchWaitTime { get; init; } = TimeSpan.FromSeconds(30);

    public bool AutoCompleteMessages { get; init; } = true;

    public TimeSpan MaxAutoLockRenewalDuration { get; init; } = TimeSpan.FromMinutes(5);

    /// <exception cref="HostStartException">A value has the wrong type.</exception>
    public static ServiceBusOptions Read(IConfigurationSection section)
    {
        try
        {
            return section.Get<ServiceBusOptions>() ?? new ServiceBusOptions();
        }
        catch (InvalidOperationException error)
        {
            throw new HostStartException($"host.json: extensions.serviceBus: {error.InnerException?.Message ?? error.Message}");
        }
    }
}
