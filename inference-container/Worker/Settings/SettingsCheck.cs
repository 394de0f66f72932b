using Microsoft.Extensions.Options;

namespace SegFunctions.Worker.Settings;

/// <summary>Validates every section before anything is built on it.</summary>
internal static class SettingsCheck
{
    /// <returns>A sentence per fault; empty if the program may start.</returns>
    public static IReadOnlyList<string> FindFaults(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (AggregateException exception)
        {
            return [.. exception.Flatten().InnerExceptions.SelectMany(Describe)];
        }
        catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException)
        {
            return [.. Describe(exception)];
        }
    }

    // An exception that is not a failed validation means that a value cannot be read as its type; the binder's message names the setting.
    private static IEnumerable<string> Describe(Exception exception) =>
        exception is OptionsValidationException validation ? validation.Failures : [exception.Message];
}
