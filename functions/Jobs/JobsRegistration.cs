using SegFunctions.Connections;

namespace SegFunctions.Jobs;

internal static class JobsRegistration
{
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddOptions<JobOptions>().BindConfiguration(JobOptions.Section).ValidateOnStart(JobOptions.Section, new JobOptionsValidator());
        services.AddOptions<VideoOptions>().BindConfiguration(VideoOptions.Section).ValidateOnStart(VideoOptions.Section, new VideoOptionsValidator());
        return services.AddSingleton<JobTable>().AddSingleton<ExpiryTable>().AddSingleton<JobPresence>().AddSingleton<EndedJobs>();
    }
}
