using System.Text.Encodings.Web;
using System.Text.Json;

namespace SegFunctions.Apis.Own;

/// <summary>How our own records are written.</summary>
internal static class OwnJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        // Never HTML, so bodies and addresses stay legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
    };

    public static IResult Answer<T>(T body, int status = StatusCodes.Status200OK) => TypedResults.Json(body, Options, statusCode: status);
}
