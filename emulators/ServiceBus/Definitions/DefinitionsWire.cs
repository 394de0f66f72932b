using System.Text.Json.Serialization;

namespace Emulators.ServiceBus.Definitions;

/// <summary>The <c>Config.json</c> of Microsoft's Service Bus emulator, as far as it concerns queues. The names are those of the file.</summary>
internal sealed record DefinitionsWire(UserConfigWire? UserConfig);

/// <param name="Namespaces">Exactly one.</param>
internal sealed record UserConfigWire(IReadOnlyList<NamespaceWire>? Namespaces);

/// <param name="Topics">Must be empty, since topics are not supported.</param>
internal sealed record NamespaceWire(IReadOnlyList<QueueWire>? Queues, IReadOnlyList<object>? Topics);

internal sealed record QueueWire(string? Name, QueuePropertiesWire? Properties);

/// <summary>Properties of a queue. Durations are in ISO 8601; absent properties have Azure's defaults.</summary>
internal sealed record QueuePropertiesWire(
    bool? DeadLetteringOnMessageExpiration,
    string? DefaultMessageTimeToLive,
    string? DuplicateDetectionHistoryTimeWindow,
    string? ForwardDeadLetteredMessagesTo,
    string? ForwardTo,
    string? LockDuration,
    int? MaxDeliveryCount,
    bool? RequiresDuplicateDetection,
    bool? RequiresSession);

[JsonSerializable(typeof(DefinitionsWire))]
internal sealed partial class DefinitionsJson : JsonSerializerContext;
