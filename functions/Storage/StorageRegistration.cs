using SegFunctions.Connections;

namespace SegFunctions.Storage;

internal static class StorageRegistration
{
    public static IServiceCollection AddStorage(this IServiceCollection services) => services
        .AddBlobConnection()
        .AddTableConnection()
        .AddSingleton<BlobStore>()
        .AddSingleton<BlobSas>();
}
