namespace SegFunctions.Completions;

internal static class CompletionsRegistration
{
    public static IServiceCollection AddCompletions(this IServiceCollection services) => services.AddSingleton<JobEvents>();
}
