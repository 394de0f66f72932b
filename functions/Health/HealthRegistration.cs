namespace SegFunctions.Health;

internal static class HealthRegistration
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddOptions<HealthOptions>()
            .BindConfiguration(HealthOptions.Section)
            .Validate(options => options.Timeout > TimeSpan.Zero, "Health:Timeout must be positive.")
            .ValidateOnStart();
        services.AddHttpClient(nameof(HealthProbes)).RemoveAllLoggers();
        return services.AddSingleton<HealthProbes>();
    }
}
