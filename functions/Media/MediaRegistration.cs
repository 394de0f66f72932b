using SegFunctions.Connections;

namespace SegFunctions.Media;

internal static class MediaRegistration
{
    public static IServiceCollection AddMedia(this IServiceCollection services)
    {
        services.AddOptions<MediaOptions>().BindConfiguration(MediaOptions.Section).ValidateOnStart(MediaOptions.Section, new MediaOptionsValidator());
        return services
            .AddSingleton<UploadLinks>()
            .AddSingleton<UploadStore>()
            .AddSingleton<DirectUploads>()
            .AddSingleton<InputUrls>()
            .AddSingleton<InputSources>()
            .AddSingleton<InputFetcher>()
            .AddSingleton<StagedFiles>();
    }
}
