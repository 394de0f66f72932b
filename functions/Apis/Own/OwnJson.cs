using System.Text.Encodings.Web;
using System.Text.Json;

namespace SegFunctions.Apis.Own;

/// <summary>Writes our own records as JSON.</summary>
internal static class OwnJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        // The output is never HTML, so bodies and addresses can stay legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
    };

    public static IResult Answer<T>(T body, int status = StatusCodes.Status200OK) => TypedResults.Json(body, Options, statusCode: status);
}
