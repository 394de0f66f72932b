using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SegFunctions.Models.Conversion.Tfjs;

/// <summary>An operation. Its attributes are TensorFlow's <c>AttrValue</c> messages in protobuf's JSON form, in which 64-bit integers are strings and texts are base64.</summary>
/// <param name="Name">Unique in the graph.</param>
/// <param name="Operator">TensorFlow's name, for example <c>_FusedConv2D</c>.</param>
/// <param name="Inputs"><c>node</c> or <c>node:output</c>; control inputs are omitted.</param>
/// <param name="Attributes">By name.</param>
internal sealed record TfjsNode(string Name, string Operator, IReadOnlyList<string> Inputs, IReadOnlyDictionary<string, JsonElement> Attributes)
{
    public bool GetFlag(string attribute) => Find(attribute, "b") is { ValueKind: JsonValueKind.True };

    /// <summary>0, protobuf's default, if it is absent.</summary>
    public int GetInteger(string attribute) => Find(attribute, "i") is { } value ? ReadInteger(value) : 0;

    /// <summary>0, protobuf's default, if it is absent.</summary>
    public float GetFloat(string attribute) => Find(attribute, "f") is { } value ? value.GetSingle() : 0;

    /// <summary>Empty if it is absent.</summary>
    public string GetText(string attribute) => Find(attribute, "s") is { } value ? ReadText(value) : string.Empty;

    /// <summary>TensorFlow's name, for example <c>DT_INT32</c>; empty if it is absent.</summary>
    public string GetTypeName(string attribute) => Find(attribute, "type")?.GetString() ?? string.Empty;

    /// <summary>Empty if it is absent.</summary>
    public IReadOnlyList<int> GetIntegers(string attribute) => [.. FindList(attribute, "i").Select(ReadInteger)];

    /// <summary>Empty if it is absent.</summary>
    public IReadOnlyList<string> GetTexts(string attribute) => [.. FindList(attribute, "s").Select(ReadText)];

    public ConversionException Fault(string what) => new($"Node '{Name}' ({Operator}): {what}.");

    private JsonElement? Find(string attribute, string field) =>
        Attributes.TryGetValue(attribute, out var value) && value.TryGetProperty(field, out var found) ? found : null;

    private List<JsonElement> FindList(string attribute, string field) =>
        Find(attribute, "list") is { } list && list.TryGetProperty(field, out var values) ? [.. values.EnumerateArray()] : [];

    private static int ReadInteger(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? int.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetInt32();

    private static string ReadText(JsonElement value) => Encoding.UTF8.GetString(value.GetBytesFromBase64());
}
