using SegFunctions.Connections;

namespace SegFunctions.Retention;

internal static class RetentionRegistration
{
    public static IServiceCollection AddRetention(this IServiceCollection services)
    {
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section).ValidateOnStart(RetentionOptions.Section, new RetentionOptionsValidator());
        return services
            .AddSingleton<JobDeletion>()
            .AddSingleton<JobRetention>()
            .AddSingleton<UploadRetention>()
            .AddSingleton<FileRetention>()
            .AddSingleton<ArchiveRetention>()
            .AddSingleton<FeatureRetention>()
            .AddSingleton<LedgerRetention>()
            .AddSingleton<DeliveryRetention>()
            .AddSingleton<IdempotencyRetention>();
    }
}
