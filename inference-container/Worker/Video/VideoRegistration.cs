using Microsoft.Extensions.Options;
using SegFunctions.Worker.Settings;

namespace SegFunctions.Worker.Video;

internal static class VideoRegistration
{
    public static IServiceCollection AddVideo(this IServiceCollection services) => services
        .AddSingleton<WorkFolder>()
        .AddSingleton<FfmpegSetup>()
        .AddSingleton<ClipStore>()
        .AddSingleton<ItemBlobs>()
        .AddSingleton(provider => provider.GetRequiredService<IOptions<VideoOptions>>().Value.ToLimits())
        .AddSingleton<VideoSteps>();
}
