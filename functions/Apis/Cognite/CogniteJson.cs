using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegFunctions.Apis.Cognite;

/// <summary>Writes Cognite's records as JSON.</summary>
internal static class CogniteJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        // The output is never HTML, so links and sentences can stay legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // Clients recognize the last page by the absence of the cursor.
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static IResult Answer<T>(T body, int status = StatusCodes.Status200OK) => TypedResults.Json(body, Options, statusCode: status);
}
