using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegFunctions.Contract;

/// <summary>The one JSON dialect of the queue's messages and of the worker's result documents: camelCase names, enums as words.</summary>
public static class ContractJson
{
    /// <summary>
    /// Unknown fields are ignored on read, so that a newer sender can talk to an older receiver; a required field without a
    /// value is written as null, because its absence is an error.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}
