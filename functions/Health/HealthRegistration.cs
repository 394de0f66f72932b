namespace SegFunctions.Health;

internal static class HealthRegistration
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddOptions<HealthOptions>().BindConfiguration(HealthOptions.Section);
        services.AddHttpClient(nameof(HealthProbes));
        return services.AddSingleton<HealthProbes>();
    }
}
