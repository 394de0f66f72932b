using SegFunctions.Connections;

namespace SegFunctions.Queues;

internal static class QueuesRegistration
{
    public static IServiceCollection AddQueues(this IServiceCollection services) => services
        .AddQueueConnection()
        .AddSingleton<InferenceQueue>()
        .AddSingleton<JobEvents>();
}
