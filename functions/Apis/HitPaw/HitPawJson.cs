using System.Text.Encodings.Web;
using System.Text.Json;

namespace SegFunctions.Apis.HitPaw;

/// <summary>Writes HitPaw's records as JSON.</summary>
internal static class HitPawJson
{
    private const int Ok = 200;

    /// <summary>The code that the vendor's page documents for presigned uploads; all other calls have 200.</summary>
    private const int Presigned = 0;

    private const string OkMessage = "OK";

    private static readonly JsonSerializerOptions Options = new()
    {
        // The output is never HTML, so links and sentences can stay legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IResult Success<T>(T data) => Answer(new SuccessResponse<T>(Ok, OkMessage, OkMessage, data), StatusCodes.Status200OK);

    public static IResult PresignSuccess<T>(T data) => Answer(new SuccessResponse<T>(Presigned, OkMessage, OkMessage, data), StatusCodes.Status200OK);

    public static IResult Answer<T>(T body, int status) => TypedResults.Json(body, Options, statusCode: status);
}
