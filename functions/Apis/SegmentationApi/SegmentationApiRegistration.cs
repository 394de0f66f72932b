namespace SegFunctions.Apis.SegmentationApi;

internal static class SegmentationApiRegistration
{
    public static IServiceCollection AddSegmentationApiApi(this IServiceCollection services) =>
        services.AddSingleton<SegmentationApiOrders>().AddSingleton<SegmentationApiWaits>().AddSingleton<IApiSurface, SegmentationApiSurface>();
}
