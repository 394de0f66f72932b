namespace SegFunctions.Retention;

internal static class RetentionRegistration
{
    public static IServiceCollection AddRetention(this IServiceCollection services)
    {
        services.AddOptions<RetentionOptions>()
            .BindConfiguration(RetentionOptions.Section)
            .Validate(options => options.IsValid(), "Retention: every time must be positive.")
            .ValidateOnStart();
        return services
            .AddSingleton<JobRetention>()
            .AddSingleton<UploadRetention>()
            .AddSingleton<ArchiveRetention>()
            .AddSingleton<FeatureRetention>()
            .AddSingleton<LedgerRetention>()
            .AddSingleton<IdempotencyRetention>();
    }
}
