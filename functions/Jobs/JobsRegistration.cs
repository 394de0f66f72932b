namespace SegFunctions.Jobs;

internal static class JobsRegistration
{
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddOptions<JobOptions>()
            .BindConfiguration(JobOptions.Section)
            .Validate(limits => limits.IsValid(), "Jobs: MaxItems must be 1-100, the other limits and ItemDeadline positive.")
            .ValidateOnStart();
        return services.AddSingleton<JobTable>();
    }
}
