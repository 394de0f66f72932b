namespace SegFunctions.Media;

internal static class MediaRegistration
{
    public static IServiceCollection AddMedia(this IServiceCollection services)
    {
        services.AddOptions<MediaOptions>()
            .BindConfiguration(MediaOptions.Section)
            .Validate(options => options.IsValid(), "Media: MaxImageBytes, MaxVideoBytes and UploadLinkLifetime must be positive.")
            .ValidateOnStart();
        services.AddHostedService<DirectUploadOrigins>();
        return services
            .AddSingleton<UploadLinks>()
            .AddSingleton<UploadStore>()
            .AddSingleton<DirectUploads>()
            .AddSingleton<InputUrls>()
            .AddSingleton<InputSources>()
            .AddSingleton<InputFetcher>();
    }
}
