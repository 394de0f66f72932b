using SegFunctions.Connections;

namespace SegFunctions.Worker.Settings;

/// <summary>Binds every section and validates it at start.</summary>
internal static class SettingsRegistration
{
    public static IServiceCollection AddSettings(this IServiceCollection services)
    {
        services.AddOptions<ModelsOptions>().BindConfiguration(ModelsOptions.Section).ValidateOnStart(ModelsOptions.Section, new ModelsOptionsValidator());
        services.AddOptions<RuntimeOptions>().BindConfiguration(RuntimeOptions.Section).ValidateOnStart(RuntimeOptions.Section, new RuntimeOptionsValidator());
        services.AddOptions<VideoOptions>().BindConfiguration(VideoOptions.Section).ValidateOnStart(VideoOptions.Section, new VideoOptionsValidator());
        return services;
    }
}
