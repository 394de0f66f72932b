namespace SegFunctions.Submission;

internal static class SubmissionRegistration
{
    public static IServiceCollection AddSubmission(this IServiceCollection services) =>
        services
            .AddSingleton<JobClient>()
            .AddSingleton<HeadStarts>()
            .AddSingleton<JobLists>()
            .AddSingleton<JobEstimates>()
            .AddSingleton<IdempotencyTable>()
            .AddSingleton<IdempotentSubmission>()
            .AddSingleton<JobCancellation>()
            .AddSingleton<JobWait>()
            .AddSingleton<BriefWaits>()
            .AddSingleton<JobWatches>();
}
