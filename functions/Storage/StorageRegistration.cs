using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;

namespace SegFunctions.Storage;

internal static class StorageRegistration
{
    /// <summary>The clients of blobs and tables, and the identity for whatever has no connection string.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>()
            .BindConfiguration(StorageOptions.Section)
            .Validate(options => options.IsValid(), "Set Storage:ConnectionString, or Storage:BlobServiceUri and Storage:TableServiceUri.")
            .ValidateOnStart();
        services.AddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        services.AddSingleton(provider => Options(provider) is { ConnectionString: { Length: > 0 } connection }
            ? new BlobServiceClient(connection)
            : new BlobServiceClient(Options(provider).BlobServiceUri, provider.GetRequiredService<TokenCredential>()));
        services.AddSingleton(provider => Options(provider) is { ConnectionString: { Length: > 0 } connection }
            ? new TableServiceClient(connection)
            : new TableServiceClient(Options(provider).TableServiceUri, provider.GetRequiredService<TokenCredential>()));
        return services.AddSingleton<BlobStore>().AddSingleton<BlobSas>();
    }

    private static StorageOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<StorageOptions>>().Value;
}
