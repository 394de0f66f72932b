using System.Text.Json.Serialization;

namespace Emulators.ServiceBus.Http;

/// <param name="Status">Always <c>healthy</c>: an unhealthy broker does not respond.</param>
internal sealed record HealthAnswer([property: JsonPropertyName("status")] string Status);

/// <param name="Name">The queue's name in its definition.</param>
/// <param name="Active">Messages that are waiting or locked.</param>
/// <param name="Locked">The active messages that a receiver holds.</param>
/// <param name="Scheduled">Messages that are not due yet.</param>
/// <param name="Deferred">Messages that can be received only by number.</param>
/// <param name="Receivers">Links that receive from the queue.</param>
/// <param name="DeadLettered">Messages in the queue's dead-letter queue.</param>
/// <param name="Bytes">Size of the bare messages in both.</param>
internal sealed record QueueAnswer(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("active")] int Active,
    [property: JsonPropertyName("locked")] int Locked,
    [property: JsonPropertyName("scheduled")] int Scheduled,
    [property: JsonPropertyName("deferred")] int Deferred,
    [property: JsonPropertyName("receivers")] int Receivers,
    [property: JsonPropertyName("deadLettered")] int DeadLettered,
    [property: JsonPropertyName("bytes")] long Bytes);

[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(QueueAnswer[]))]
internal sealed partial class QueueJson : JsonSerializerContext;
