namespace SegFunctions.Updates;

internal static class UpdatesRegistration
{
    public static IServiceCollection AddUpdates(this IServiceCollection services) => services.AddSingleton<JobEvents>();
}
