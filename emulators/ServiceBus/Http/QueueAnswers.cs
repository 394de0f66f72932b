using System.Text.Json.Serialization;

namespace Emulators.ServiceBus.Http;

/// <param name="Status">Always <c>healthy</c>: a broker that is not does not answer.</param>
internal sealed record HealthAnswer([property: JsonPropertyName("status")] string Status);

/// <param name="Name">As defined.</param>
/// <param name="Active">Messages that wait or are locked.</param>
/// <param name="Locked">Those of them that a receiver holds.</param>
/// <param name="Scheduled">Messages whose time has yet to come.</param>
/// <param name="Deferred">Messages to be had by their number only.</param>
/// <param name="Receivers">Links that take from the queue.</param>
/// <param name="DeadLettered">Messages in its dead-letter queue.</param>
/// <param name="Bytes">What the bare messages of both weigh.</param>
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
