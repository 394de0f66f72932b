using System.Text.Json.Serialization;

namespace Microsoft.DurableTask.Emulation.History;

/// <summary>How history rows and failures are written to the database.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HistoryEvent))]
[JsonSerializable(typeof(TaskFailureDetails))]
internal sealed partial class HistoryJson : JsonSerializerContext;
