using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DurableTask.Sqlite.Serialization;

[JsonSerializable(typeof(StoredEvent[]))]
[JsonSerializable(typeof(StoredMessage))]
[JsonSerializable(typeof(StoredParent))]
[JsonSerializable(typeof(IDictionary<string, string>))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    /// <summary>
    /// Payloads are JSON within JSON: this keeps their escaped quotes two characters long. None of it is ever put into a web page.
    /// </summary>
    public static StoredJson Compact { get; } =
        new(new JsonSerializerOptions
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
}
