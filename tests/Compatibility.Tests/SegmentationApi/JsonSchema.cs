using System.Text.Json;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>What a strict client accepts: kinds of values, and required properties. It ignores unknown properties.</summary>
/// <param name="IsValue">Whether a value that is not null is of the right kind.</param>
/// <param name="MayBeNull">Whether null is accepted.</param>
/// <param name="Properties">The properties of an object.</param>
/// <param name="Items">The items of an array.</param>
internal sealed record JsonSchema(
    Func<JsonElement, bool> IsValue, bool MayBeNull, IReadOnlyDictionary<string, JsonSchema.Property> Properties, JsonSchema? Items)
{
    public static JsonSchema Text { get; } = Of(value => value.ValueKind == JsonValueKind.String);

    public static JsonSchema Number { get; } = Of(value => value.ValueKind == JsonValueKind.Number);

    /// <summary>An absolute http(s) address.</summary>
    public static JsonSchema Url { get; } = Of(value =>
        value.ValueKind == JsonValueKind.String && Uri.TryCreate(value.GetString(), UriKind.Absolute, out var url) && url.Scheme is "http" or "https");

    public JsonSchema OrNull => this with { MayBeNull = true };

    public static JsonSchema OneOf(params string[] words) =>
        Of(value => value.ValueKind == JsonValueKind.String && words.Contains(value.GetString()));

    public static JsonSchema ArrayOf(JsonSchema items) => Of(value => value.ValueKind == JsonValueKind.Array) with { Items = items };

    /// <param name="properties">A name that ends in <c>?</c> is that of an optional property.</param>
    public static JsonSchema Object(params (string Name, JsonSchema Schema)[] properties) => Of(value => value.ValueKind == JsonValueKind.Object) with
    {
        Properties = properties.ToDictionary(
            property => property.Name.TrimEnd('?'), property => new Property(property.Schema, property.Name.EndsWith('?'))),
    };

    /// <returns>Where the value is invalid; empty if the client accepts it.</returns>
    public IEnumerable<string> FindFaults(JsonElement value, string path = "$")
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return MayBeNull ? [] : [$"{path} is null"];
        }

        if (value.ValueKind == JsonValueKind.Undefined || !IsValue(value))
        {
            return [$"{path} is {value}"];
        }

        var inner = Properties.SelectMany(property => value.TryGetProperty(property.Key, out var found)
            ? property.Value.Schema.FindFaults(found, $"{path}.{property.Key}")
            : property.Value.IsOptional ? [] : [$"{path}.{property.Key} is absent"]);
        return Items is null ? inner : value.EnumerateArray().SelectMany((item, i) => Items.FindFaults(item, $"{path}[{i}]"));
    }

    private static JsonSchema Of(Func<JsonElement, bool> isValue) => new(isValue, false, new Dictionary<string, Property>(), null);

    internal sealed record Property(JsonSchema Schema, bool IsOptional);
}
