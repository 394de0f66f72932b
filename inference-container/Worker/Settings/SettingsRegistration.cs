using Microsoft.Extensions.Options;
using SegFunctions.Inference.Networks;

namespace SegFunctions.Worker.Settings;

/// <summary>Binds every section and checks it at start.</summary>
internal static class SettingsRegistration
{
    public static IServiceCollection AddSettings(this IServiceCollection services)
    {
        services.AddOptions<ModelsOptions>().BindConfiguration(ModelsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ModelsOptions>, ModelsValidation>();
        services.AddOptions<RuntimeOptions>().BindConfiguration(RuntimeOptions.Section)
            .Validate(options => options.Threads is >= 0 and <= 1024, "Inference:Threads is between 0 and 1024.")
            .Validate(options => options.Concurrency is >= 0 and <= 64, "Inference:Concurrency is between 0 and 64.")
            .Validate(options => options.MaxMegabytes is > 0 and <= 2000, "Inference:MaxMegabytes is between 1 and 2000.")
            .Validate(options => options.CacheMegabytes is >= 0 and <= 100_000, "Inference:CacheMegabytes is between 0 and 100000.")
            .Validate(options => options.MaxMegapixels is > 0 and <= 500, "Inference:MaxMegapixels is between 1 and 500.")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<RuntimeOptions>, ProviderValidation>();
        return services;
    }

    /// <summary>A provider that this build cannot run ends the start, instead of being replaced by a slower one.</summary>
    private sealed class ProviderValidation : IValidateOptions<RuntimeOptions>
    {
        public ValidateOptionsResult Validate(string? name, RuntimeOptions options) =>
            OnnxSessions.FindFault(options.ToOnnxSettings()) is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }
}
