using SegFunctions.Connections;

namespace SegFunctions.Dispatch;

internal static class DispatchRegistration
{
    public static IServiceCollection AddDispatch(this IServiceCollection services) => services
        .AddQueueConnection()
        .AddSingleton<InferenceQueue>();
}
