using SegFunctions.Connections;

namespace SegFunctions.CrossOrigin;

internal static class CrossOriginRegistration
{
    public static IServiceCollection AddCrossOrigin(this IServiceCollection services)
    {
        services.AddOptions<CrossOriginOptions>().BindConfiguration(CrossOriginOptions.Section).ValidateOnStart(CrossOriginOptions.Section, new CrossOriginOptionsValidator());
        return services.AddHostedService<DirectUploadOrigins>();
    }
}
