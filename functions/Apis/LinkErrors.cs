using System.Text.Json;

namespace SegFunctions.Apis;

/// <summary>Errors of signed links and probes, which belong to no vendor: <c>{"error": code, "message": sentence}</c>.</summary>
internal static class LinkErrors
{
    public static ErrorShape Shape { get; } = new("", (code, message) => TypedResults.Json(ToBody(code, message), statusCode: ToStatus(code)));

    private static Dictionary<string, string> ToBody(RefusalCode code, string message) =>
        new() { ["error"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString()), ["message"] = message };

    private static int ToStatus(RefusalCode code) => code switch
    {
        RefusalCode.Unauthorized => StatusCodes.Status401Unauthorized,
        RefusalCode.LinkInvalid => StatusCodes.Status403Forbidden,
        RefusalCode.RequestInvalid => StatusCodes.Status400BadRequest,
        RefusalCode.BodyTooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalCode.NotFound or RefusalCode.ArchiveNotRequested => StatusCodes.Status404NotFound,
        RefusalCode.JobNotSuccessful => StatusCodes.Status409Conflict,
        RefusalCode.ResultsGone => StatusCodes.Status410Gone,
        _ => StatusCodes.Status500InternalServerError,
    };
}
