using System.Text.Encodings.Web;
using System.Text.Json;

namespace SegFunctions.Apis.RemoveBg;

/// <summary>Writes remove.bg's records as JSON.</summary>
internal static class RemoveBgJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        // The output is never HTML, so sentences can stay legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IResult Answer<T>(T body, int status = StatusCodes.Status200OK) => TypedResults.Json(body, Options, statusCode: status);

    /// <summary>Whether to respond with JSON. A client that also accepts pictures gets the file itself, as from the vendor.</summary>
    public static bool IsWanted(HttpRequest request)
    {
        var types = request.GetTypedHeaders().Accept.Select(type => type.MediaType.Value ?? "").ToList();
        return types.Contains("application/json", StringComparer.OrdinalIgnoreCase)
            && !types.Exists(type => type is "*/*" || type.StartsWith("image/", StringComparison.OrdinalIgnoreCase));
    }
}
