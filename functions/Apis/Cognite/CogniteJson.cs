using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegFunctions.Apis.Cognite;

/// <summary>How Cognite's records are written.</summary>
internal static class CogniteJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        // The output is never HTML, so links and sentences can stay legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // Clients tell a page that is the last by a cursor that is not there.
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static IResult Answer<T>(T body, int status = StatusCodes.Status200OK) => TypedResults.Json(body, Options, statusCode: status);
}
