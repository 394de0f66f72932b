namespace SegFunctions.Apis.Playground;

internal static class PlaygroundRegistration
{
    public static IServiceCollection AddPlayground(this IServiceCollection services)
    {
        services.AddOptions<PlaygroundOptions>().BindConfiguration(PlaygroundOptions.Section);
        return services.AddSingleton<PlaygroundFiles>().AddSingleton<ReferenceScript>().AddSingleton<LocalKey>();
    }
}
