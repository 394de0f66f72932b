using Azure;
using Azure.Messaging.ServiceBus;

namespace SegFunctions.Health;

/// <summary>Says why a part fails in words that may be published: kinds and codes, never addresses or messages.</summary>
internal static class PartFailure
{
    public static string Describe(Exception exception) => exception switch
    {
        OperationCanceledException => "no answer in time",
        RequestFailedException { Status: > 0 } failed => $"answered {failed.Status} {failed.ErrorCode}",
        ServiceBusException failed => failed.Reason.ToString(),
        HttpRequestException { StatusCode: { } status } => $"answered {(int)status}",
        AggregateException { InnerExceptions: [.., var last] } => Describe(last),
        _ when exception.InnerException is { } inner => Describe(inner),
        _ => exception.GetType().Name,
    };
}
