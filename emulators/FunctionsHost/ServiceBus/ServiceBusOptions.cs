using System.ComponentModel.DataAnnotations;
using Emulators.FunctionsHost.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Emulators.FunctionsHost.ServiceBus;

/// <summary><c>extensions.serviceBus</c> of host.json, with the real extension's names and defaults.</summary>
internal sealed record ServiceBusOptions : IValidatableObject
{
    private const string Section = "extensions.serviceBus";

    [Range(0, int.MaxValue)]
    public int PrefetchCount { get; init; }

    [Range(1, int.MaxValue)]
    public int MaxConcurrentCalls { get; init; } = 16;

    [Range(1, int.MaxValue)]
    public int MaxMessageBatchSize { get; init; } = 1000;

    /// <summary>A smaller batch waits for more messages, up to <see cref="MaxBatchWaitTime"/>.</summary>
    [Range(1, int.MaxValue)]
    public int MinMessageBatchSize { get; init; } = 1;

    public TimeSpan MaxBatchWaitTime { get; init; } = TimeSpan.FromSeconds(30);

    public bool AutoCompleteMessages { get; init; } = true;

    public TimeSpan MaxAutoLockRenewalDuration { get; init; } = TimeSpan.FromMinutes(5);

    /// <exception cref="HostStartException">A value has the wrong type or is out of range; the message names every value that is out of range.</exception>
    public static ServiceBusOptions Read(IConfigurationSection section)
    {
        try
        {
            var options = section.Get<ServiceBusOptions>() ?? new ServiceBusOptions();
            return new ServiceBusOptionsValidator().Validate(Section, options) is { Failed: true } faulty
                ? throw new HostStartException($"host.json: {faulty.FailureMessage}")
                : options;
        }
        catch (InvalidOperationException error)
        {
            throw new HostStartException($"host.json: {Section}: {error.InnerException?.Message ?? error.Message}");
        }
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MinMessageBatchSize > MaxMessageBatchSize)
        {
            yield return new ValidationResult($"{Section}.{nameof(MinMessageBatchSize)} must not be greater than {nameof(MaxMessageBatchSize)}.");
        }

        if (MaxBatchWaitTime < TimeSpan.Zero || MaxAutoLockRenewalDuration < TimeSpan.Zero)
        {
            yield return new ValidationResult($"{Section}.{nameof(MaxBatchWaitTime)} and {nameof(MaxAutoLockRenewalDuration)} must not be negative.");
        }
    }
}

[OptionsValidator]
internal sealed partial class ServiceBusOptionsValidator : IValidateOptions<ServiceBusOptions>;
