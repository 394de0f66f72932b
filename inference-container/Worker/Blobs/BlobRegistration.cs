using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;
using SegFunctions.Worker.Settings;

namespace SegFunctions.Worker.Blobs;

internal static class BlobRegistration
{
    public static IServiceCollection AddBlobs(this IServiceCollection services) => services
        .AddSingleton(provider => Connect(provider.GetRequiredService<IOptions<StorageOptions>>().Value))
        .AddSingleton<InputReader>()
        .AddSingleton<ResultWriter>()
        .AddSingleton<CancelMarkers>()
        .AddSingleton<BlobFeatureStore>();

    private static BlobServiceClient Connect(StorageOptions options) => options.BlobServiceUri is { } uri
        ? new BlobServiceClient(uri, new DefaultAzureCredential())
        : new BlobServiceClient(options.ConnectionString);
}
