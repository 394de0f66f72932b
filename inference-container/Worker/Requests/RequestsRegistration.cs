using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Options;
using SegFunctions.Worker.Settings;

namespace SegFunctions.Worker.Requests;

internal static class RequestsRegistration
{
    public static IServiceCollection AddRequests(this IServiceCollection services) => services
        .AddSingleton(provider => Connect(provider.GetRequiredService<IOptions<QueueOptions>>().Value))
        .AddSingleton<UpdateSender>()
        .AddSingleton<AttemptRunner>()
        .AddHostedService<RequestListener>();

    private static ServiceBusClient Connect(QueueOptions options) => options.FullyQualifiedNamespace.Length > 0
        ? new ServiceBusClient(options.FullyQualifiedNamespace, new DefaultAzureCredential())
        : new ServiceBusClient(options.ConnectionString);
}
