using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegFunctions.Contract;

/// <summary>The JSON dialect of the queues' messages and of the worker's result documents: camelCase names, enums as words.</summary>
public static class ContractJson
{
    /// <summary>
    /// Unknown fields are ignored when reading, so that a newer sender can talk to an older receiver. A required field without a
    /// value is written as null, because its absence is an error.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}
