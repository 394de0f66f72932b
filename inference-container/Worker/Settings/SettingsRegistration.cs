using Microsoft.Extensions.Options;

namespace SegFunctions.Worker.Settings;

/// <summary>Binds every section and validates it at start.</summary>
internal static class SettingsRegistration
{
    public static IServiceCollection AddSettings(this IServiceCollection services)
    {
        services.AddOptions<ModelsOptions>().BindConfiguration(ModelsOptions.Section).ValidateOnStart();
        services.AddOptions<RuntimeOptions>().BindConfiguration(RuntimeOptions.Section).ValidateOnStart();
        services.AddOptions<VideoOptions>().BindConfiguration(VideoOptions.Section).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<ModelsOptions>, ModelsOptionsValidator>()
            .AddSingleton<IValidateOptions<RuntimeOptions>, RuntimeOptionsValidator>()
            .AddSingleton<IValidateOptions<VideoOptions>, VideoOptionsValidator>();
    }
}
