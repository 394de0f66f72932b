using System.Text.Encodings.Web;
using System.Text.Json;

namespace SegFunctions.Apis.RemoveBg;

/// <summary>How remove.bg's records are written.</summary>
internal static class RemoveBgJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        // The output is never HTML, so sentences can stay legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IResult Answer<T>(T body, int status = StatusCodes.Status200OK) => TypedResults.Json(body, Options, statusCode: status);

    /// <summary>A client that accepts other types beside JSON gets the file itself, as the vendor's do.</summary>
    public static bool IsWanted(HttpRequest request)
    {
        var types = request.GetTypedHeaders().Accept.Select(type => type.MediaType.Value ?? "").ToList();
        return types.Contains("application/json", StringComparer.OrdinalIgnoreCase)
            && !types.Exists(type => type is "*/*" || type.StartsWith("image/", StringComparison.OrdinalIgnoreCase));
    }
}
