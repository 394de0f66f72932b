using SegFunctions.Connections;

namespace SegFunctions.Apis.Cognite;

internal static class CogniteRegistration
{
    private static readonly TimeSpan ProviderPatience = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddCogniteApi(this IServiceCollection services)
    {
        services.AddOptions<CogniteOptions>().BindConfiguration(CogniteOptions.Section).ValidateOnStart(CogniteOptions.Section, new CogniteOptionsValidator());
        // The address comes from the settings, not from users, so no guarded client is needed; the factory's own log lines would contain it whole.
        services.AddHttpClient(ProviderKeys.Client, client => client.Timeout = ProviderPatience).RemoveAllLoggers();
        return services
            .AddSingleton<ProviderKeys>()
            .AddSingleton<CogniteTokens>()
            .AddSingleton<IApiSurface, CogniteSurface>();
    }
}
