using System.Text.Json.Serialization;

namespace Azure.Messaging.ServiceBus.Store;

/// <summary>The JSON of the column <c>envelope</c>.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Envelope))]
internal sealed partial class EnvelopeJson : JsonSerializerContext;
