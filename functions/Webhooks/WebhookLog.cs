namespace SegFunctions.Webhooks;

/// <summary>Log lines about webhooks.</summary>
internal static partial class WebhookLog
{
    [LoggerMessage(EventId = 8001, Level = LogLevel.Information, Message = "{DeliveryId} sent: {Status} {Fault} after {Milliseconds} ms.")]
    public static partial void WebhookAttempted(this ILogger logger, string deliveryId, int? status, Deliveries.AttemptFault? fault, int milliseconds);

    [LoggerMessage(EventId = 8002, Level = LogLevel.Warning, Message = "Endpoint {EndpointId} is disabled: {Reason}.")]
    public static partial void EndpointDisabled(this ILogger logger, string endpointId, Endpoints.EndpointDisabled reason);
}
