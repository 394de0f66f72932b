using Azure.Core;
using Azure.Messaging.ServiceBus;

namespace SegFunctions.Dispatch;

internal static class DispatchRegistration
{
    private const string Setting = "ServiceBus";
    private const string NamespaceSetting = Setting + ":fullyQualifiedNamespace";

    /// <summary>The queues: setting <c>ServiceBus</c> is a connection string, or <c>ServiceBus:fullyQualifiedNamespace</c> is used with the identity.</summary>
    public static IServiceCollection AddDispatch(this IServiceCollection services) => services
        .AddSingleton(CreateClient)
        .AddSingleton<InferenceQueue>();

    private static ServiceBusClient CreateClient(IServiceProvider provider)
    {
        var configuration = provider.GetRequiredService<IConfiguration>();
        return configuration[Setting] is { Length: > 0 } connection ? new ServiceBusClient(connection)
            : configuration[NamespaceSetting] is { Length: > 0 } name ? new ServiceBusClient(name, provider.GetRequiredService<TokenCredential>())
            : throw new InvalidOperationException($"Set {Setting} to a connection string, or {NamespaceSetting}.");
    }
}
