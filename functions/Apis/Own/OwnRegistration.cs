using SegFunctions.Apis.Middleware;

namespace SegFunctions.Apis.Own;

internal static class OwnRegistration
{
    /// <summary>Our own API, and what all APIs share.</summary>
    public static IServiceCollection AddOwnApi(this IServiceCollection services) => services
        .AddCors()
        .AddSingleton<ApiSurfaces>()
        .AddSingleton<KeyHeaders>()
        .AddSingleton<FileAnswers>()
        .AddSingleton<IApiSurface, OwnSurface>();
}
