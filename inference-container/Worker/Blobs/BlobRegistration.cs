using SegFunctions.Connections;

namespace SegFunctions.Worker.Blobs;

internal static class BlobRegistration
{
    public static IServiceCollection AddBlobs(this IServiceCollection services) => services
        .AddBlobConnection()
        .AddSingleton<InputReader>()
        .AddSingleton<ResultWriter>()
        .AddSingleton<CancelMarkers>()
        .AddSingleton<DeletedJobs>()
        .AddSingleton<BlobFeatureStore>();
}
