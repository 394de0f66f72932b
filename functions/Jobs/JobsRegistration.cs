using SegFunctions.Configuration;

namespace SegFunctions.Jobs;

internal static class JobsRegistration
{
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddOptions<JobOptions>().BindConfiguration(JobOptions.Section).ValidateOnStart(JobOptions.Section, new JobOptionsValidator());
        return services.AddSingleton<JobTable>();
    }
}
