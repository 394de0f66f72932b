using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace SegFunctions.Connections;

/// <summary>A client per service, by a connection string on one machine and by the app's identity in Azure. Every missing setting ends the start by its name.</summary>
public static class ConnectionRegistration
{
    public static IServiceCollection AddBlobConnection(this IServiceCollection services)
    {
        services.AddOptions<BlobConnection>().BindConfiguration(BlobConnection.Section)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<BlobConnection>, BlobConnectionValidator>();
        return services.AddIdentity().AddSingleton(provider => Read<BlobConnection>(provider) is { ConnectionString: { Length: > 0 } connection }
            ? new BlobServiceClient(connection)
            : new BlobServiceClient(Read<BlobConnection>(provider).BlobServiceUri, provider.GetRequiredService<TokenCredential>()));
    }

    public static IServiceCollection AddTableConnection(this IServiceCollection services)
    {
        services.AddOptions<TableConnection>().BindConfiguration(TableConnection.Section)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<TableConnection>, TableConnectionValidator>();
        return services.AddIdentity().AddSingleton(provider => Read<TableConnection>(provider) is { ConnectionString: { Length: > 0 } connection }
            ? new TableServiceClient(connection)
            : new TableServiceClient(Read<TableConnection>(provider).TableServiceUri, provider.GetRequiredService<TokenCredential>()));
    }

    public static IServiceCollection AddQueueConnection(this IServiceCollection services)
    {
        services.AddOptions<QueueConnection>().BindConfiguration(QueueConnection.Section)
            .Configure<IConfiguration>((options, configuration) => options.ConnectionString = configuration[QueueConnection.Section])
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<QueueConnection>, QueueConnectionValidator>();
        return services.AddIdentity().AddSingleton(provider => Read<QueueConnection>(provider) is { ConnectionString: { Length: > 0 } connection }
            ? new ServiceBusClient(connection)
            : new ServiceBusClient(Read<QueueConnection>(provider).FullyQualifiedNamespace, provider.GetRequiredService<TokenCredential>()));
    }

    /// <summary>One credential for all of them: each caches its own tokens.</summary>
    private static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        return services;
    }

    private static T Read<T>(IServiceProvider provider)
        where T : class => provider.GetRequiredService<IOptions<T>>().Value;
}
