namespace SegFunctions.Apis.RemoveBg;

internal static class RemoveBgRegistration
{
    public static IServiceCollection AddRemoveBgApi(this IServiceCollection services) => services
        .AddSingleton<RemoveBgOrders>()
        .AddSingleton<RemoveBgAnswers>()
        .AddSingleton<RemoveBgRates>()
        .AddSingleton<IApiSurface, RemoveBgSurface>();
}
