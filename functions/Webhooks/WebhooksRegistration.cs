using SegFunctions.Connections;
using SegFunctions.Secrets;
using SegFunctions.Webhooks.Deliveries;
using SegFunctions.Webhooks.Endpoints;

namespace SegFunctions.Webhooks;

internal static class WebhooksRegistration
{
    /// <summary>Adds everything except <see cref="WebhookDialects"/>, which the APIs contribute to.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section).ValidateOnStart(WebhookOptions.Section, new WebhookOptionsValidator());
        return services
            .AddSingleton<StandardDialect>()
            .AddSingleton<EndpointTable>()
            .AddSingleton<EndpointHealth>()
            .AddSingleton<EndpointRegistry>()
            .AddSingleton<DeliveryTable>()
            .AddSingleton<DeliveryRemoval>()
            .AddSingleton<ISealedTable>(provider => provider.GetRequiredService<EndpointTable>())
            .AddSingleton<ISealedTable>(provider => provider.GetRequiredService<DeliveryTable>())
            .AddSingleton<Receivers>()
            .AddSingleton<WebhookSender>()
            .AddSingleton<SendingSlots>()
            .AddSingleton<DeliveryAttempts>()
            .AddSingleton<DeliveryClient>();
    }
}
