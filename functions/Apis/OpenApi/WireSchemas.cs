using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace SegFunctions.Apis.OpenApi;

/// <summary>
/// The JSON Schemas of wire records, derived from the attributes by which they are read and written. A record that is both sent and received has one schema, with the rules of its first use.
/// </summary>
internal sealed class WireSchemas(CodeComments comments)
{
    /// <summary>Prefix of references to schemas.</summary>
    public const string Place = "#/components/schemas/";

    private readonly Dictionary<Type, string> _names = [];
    private readonly SortedDictionary<string, JsonObject> _schemas = new(StringComparer.Ordinal);

    /// <summary>The schemas of all requested records, and of those nested in them, by name.</summary>
    public JsonObject Components => new(_schemas.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value.DeepClone())));

    /// <summary>The schema of a body that clients send; read by <see cref="WireReader"/>.</summary>
    public JsonObject OfRequest(Type type) => OfValue(type, isRequest: true);

    /// <summary>The schema of a body that the service writes.</summary>
    public JsonObject OfAnswer(Type type) => OfValue(type, isRequest: false);

    /// <summary>The schema of a body that the service writes, as a document by itself.</summary>
    public JsonObject WriteAlone(Type type)
    {
        const string Definitions = "#/$defs/";
        var schema = OfAnswer(type);
        var alone = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["$ref"] = schema["$ref"]!.DeepClone(), ["$defs"] = Components };
        return JsonNode.Parse(alone.ToJsonString().Replace(Place, Definitions, StringComparison.Ordinal))!.AsObject();
    }

    private JsonObject OfValue(Type type, bool isRequest) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { } json when json == typeof(JsonElement) || json == typeof(object) => [],
        { } text when text == typeof(string) => Of("string"),
        { } file when file == typeof(IFormFile) => Of("string", "binary"),
        { } flag when flag == typeof(bool) => Of("boolean"),
        { } time when time == typeof(DateTimeOffset) => Of("string", "date-time"),
        { } number when number == typeof(int) => Of("integer", "int32"),
        { } number when number == typeof(long) => Of("integer", "int64"),
        { } number when number == typeof(double) || number == typeof(decimal) => Of("number", "double"),
        { IsGenericType: true } list when list.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) =>
            new JsonObject { ["type"] = "array", ["items"] = OfValue(list.GetGenericArguments()[0], isRequest) },
        { IsGenericType: true } map when map.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) =>
            new JsonObject { ["type"] = "object", ["additionalProperties"] = OfValue(map.GetGenericArguments()[1], isRequest) },
        var record => OfRecord(record, isRequest),
    };

    private JsonObject OfRecord(Type record, bool isRequest)
    {
        var reference = new JsonObject { ["$ref"] = Place + Add(record, isRequest) };
        return isRequest && record.IsDefined(typeof(ShorthandAttribute), inherit: false) ? new JsonObject { ["anyOf"] = new JsonArray(Of("string"), reference) } : reference;
    }

    private string Add(Type record, bool isRequest)
    {
        if (_names.TryGetValue(record, out var known))
        {
            return known;
        }

        var name = _names[record] = NameOf(record);
        var schema = _schemas[name] = Of("object");
        if (comments.OfType(record) is { } description)
        {
            schema["description"] = description;
        }

        if (record.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false).Select(kind => kind.DerivedType).ToList() is { Count: > 0 } kinds)
        {
            schema.Remove("type");
            schema["anyOf"] = new JsonArray([.. kinds.Select(kind => OfValue(kind, isRequest))]);
            return name;
        }

        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var (field, value, isRequired) in isRequest ? FieldsOfRequest(record) : FieldsOfAnswer(record))
        {
            properties[field] = value;
            if (isRequired)
            {
                required.Add(field);
            }
        }

        schema["properties"] = properties;
        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        return name;
    }

    private IEnumerable<(string Name, JsonObject Schema, bool IsRequired)> FieldsOfAnswer(Type record)
    {
        foreach (var property in record.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<JsonPropertyNameAttribute>() is { } name)
            {
                var mayBeNull = new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
                var schema = OfValue(property.PropertyType, isRequest: false);
                if (property.IsDefined(typeof(UrlAttribute)))
                {
                    schema["format"] = "uri";
                }

                yield return (name.Name, Describe(mayBeNull ? OrNull(schema) : schema, property), !mayBeNull);
            }
        }
    }

    private IEnumerable<(string Name, JsonObject Schema, bool IsRequired)> FieldsOfRequest(Type record)
    {
        foreach (var field in WireShape.Of(record).Fields)
        {
            if (field.Name is null)
            {
                foreach (var inner in FieldsOfRequest(field.Type))
                {
                    yield return inner;
                }
            }
            else
            {
                var schema = Limit(OfValue(field.Type, isRequest: true), field.Rules);
                var isSentAsNull = field.Property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition == JsonIgnoreCondition.Never;
                yield return (
                    field.Name,
                    Describe(isSentAsNull ? OrNull(schema) : schema, field.Property),
                    isSentAsNull || field.IsNeeded || field.Rules.Any(rule => !rule.IsValid(field.Default)));
            }
        }
    }

    /// <summary>Adds the rules that JSON Schema can express; the others are in the description.</summary>
    private static JsonObject Limit(JsonObject schema, IEnumerable<ValidationAttribute> rules)
    {
        foreach (var rule in rules)
        {
            switch (rule)
            {
                case AllowedValuesAttribute allowed:
                    schema["enum"] = new JsonArray([.. allowed.Values.OfType<object>().Select(value => JsonSerializer.SerializeToNode(value))]);
                    break;
                case RangeAttribute range:
                    schema[range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = JsonSerializer.SerializeToNode(range.Minimum);
                    if (range.Maximum is not double.MaxValue)
                    {
                        schema["maximum"] = JsonSerializer.SerializeToNode(range.Maximum);
                    }

                    break;
                case StringLengthAttribute length:
                    (schema["minLength"], schema["maxLength"]) = (length.MinimumLength, length.MaximumLength);
                    break;
                case MaxLengthAttribute length:
                    schema["maxLength"] = length.Length;
                    break;
                case LengthAttribute length:
                    (schema["minItems"], schema["maxItems"]) = (length.MinimumLength, length.MaximumLength);
                    break;
            }
        }

        return schema;
    }

    /// <summary>Adds the property's own description, which takes precedence over that of a referenced schema.</summary>
    private JsonObject Describe(JsonObject schema, PropertyInfo property)
    {
        if (comments.OfProperty(property) is { } description)
        {
            schema["description"] = description;
        }

        return schema;
    }

    private static JsonObject OrNull(JsonObject schema)
    {
        if (schema["type"] is { } type)
        {
            schema["type"] = new JsonArray(type.DeepClone(), "null");
            return schema;
        }

        // With anyOf, which says the same, NSwag generates a class without fields.
        return schema.Count == 0 ? schema : new JsonObject { ["oneOf"] = new JsonArray(schema, Of("null")) };
    }

    private static JsonObject Of(string type, string? format = null) =>
        format is null ? new JsonObject { ["type"] = type } : new JsonObject { ["type"] = type, ["format"] = format };

    /// <summary>The record's own name, prefixed with its API's if another API has a record of that name.</summary>
    private string NameOf(Type record)
    {
        if (_names.TryGetValue(record, out var known))
        {
            return known;
        }

        var arguments = record.GetGenericArguments();
        var own = !record.IsGenericType ? record.Name
            : record.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) ? "MapOf" + NameOf(arguments[1])
            : record.Name.Split('`')[0] + "Of" + NameOf(arguments[0]);
        return _schemas.ContainsKey(own) ? record.Namespace!.Split('.')[^1] + own : own;
    }
}
