using Microsoft.Extensions.Options;

namespace SegFunctions.Worker.Settings;

/// <summary>Checks every section before anything is built on it.</summary>
internal static class SettingsCheck
{
    /// <returns>A sentence a fault; empty when the program may start.</returns>
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

    // What is no validation failure is a value that cannot be read as its type; the binder's message names the setting.
    private static IEnumerable<string> Describe(Exception exception) =>
        exception is OptionsValidationException validation ? validation.Failures : [exception.Message];
}
