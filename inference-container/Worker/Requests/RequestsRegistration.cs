using SegFunctions.Connections;

namespace SegFunctions.Worker.Requests;

internal static class RequestsRegistration
{
    public static IServiceCollection AddRequests(this IServiceCollection services) => services
        .AddQueueConnection()
        .AddSingleton<UpdateSender>()
        .AddSingleton<AttemptRunner>()
        .AddHostedService<RequestListener>();
}
