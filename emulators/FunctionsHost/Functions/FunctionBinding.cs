using System.Text.Json;
using System.Text.Json.Serialization;

namespace Emulators.FunctionsHost.Functions;

/// <summary>One binding of a function, as the worker describes it. Properties that a kind of trigger does not have are null.</summary>
internal sealed record FunctionBinding
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };

    public required string Name { get; init; }

    public required string Type { get; init; }

    public string? AuthLevel { get; init; }

    public string[]? Methods { get; init; }

    public string? Route { get; init; }

    public string? Schedule { get; init; }

    public bool RunOnStartup { get; init; }

    public bool? UseMonitor { get; init; }

    public string? QueueName { get; init; }

    public string? TopicName { get; init; }

    public string? SubscriptionName { get; init; }

    public string? Connection { get; init; }

    public bool IsSessionsEnabled { get; init; }

    public bool? AutoCompleteMessages { get; init; }

    /// <summary><c>One</c> or <c>Many</c>.</summary>
    public string? Cardinality { get; init; }

    /// <summary><c>String</c> or <c>Binary</c>; null if the trigger decides.</summary>
    public string? DataType { get; init; }

    public string? Orchestration { get; init; }

    public string? Activity { get; init; }

    public string? EntityName { get; init; }

    public string? TaskHub { get; init; }

    public string? ConnectionName { get; init; }

    public Dictionary<string, string>? Properties { get; init; }

    /// <summary>Whether the worker decodes the trigger's raw messages itself.</summary>
    [JsonIgnore]
    public bool SupportsDeferredBinding =>
        Properties is not null && Properties.TryGetValue("supportsDeferredBinding", out var value) && bool.TryParse(value, out var supports) && supports;

    [JsonIgnore]
    public bool IsTrigger => Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase);

    public bool Is(string type) => Type.Equals(type, StringComparison.OrdinalIgnoreCase);

    public static FunctionBinding Parse(string json) =>
        JsonSerializer.Deserialize<FunctionBinding>(json, Json) ?? throw new JsonException("A binding is null.");
}
