using System.Text.Json;
using System.Text.Json.Serialization;
using SegFunctions.Accounts;

namespace SegFunctions.Apis.Own;

/// <summary>Signed links, management and probes, which belong to no vendor; errors are <c>{"error": code, "message": sentence}</c>.</summary>
internal sealed class OwnSurface(KeyHeaders keys) : IApiSurface
{
    public IReadOnlyList<string> PathPrefixes { get; } = [""];

    public Task<ApiKey?> AuthenticateAsync(HttpRequest request, CancellationToken cancellationToken) => keys.FindAsync(request, cancellationToken);

    public IResult ToResult(Refusal refusal) => TypedResults.Json(
        new Body(JsonNamingPolicy.SnakeCaseLower.ConvertName(refusal.Code.ToString()), refusal.Message, refusal.RetryAfterSeconds),
        statusCode: ToStatus(refusal.Code));

    private static int ToStatus(RefusalCode code) => code switch
    {
        RefusalCode.Unauthorized => StatusCodes.Status401Unauthorized,
        RefusalCode.Forbidden or RefusalCode.LinkInvalid => StatusCodes.Status403Forbidden,
        RefusalCode.RequestInvalid or RefusalCode.KindUnavailable => StatusCodes.Status400BadRequest,
        RefusalCode.BodyTooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalCode.BodyTooSlow => StatusCodes.Status408RequestTimeout,
        RefusalCode.EncodingUnsupported => StatusCodes.Status415UnsupportedMediaType,
        RefusalCode.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        RefusalCode.NotFound or RefusalCode.ArchiveNotRequested => StatusCodes.Status404NotFound,
        RefusalCode.TokensSpent => StatusCodes.Status402PaymentRequired,
        RefusalCode.JobNotSuccessful or RefusalCode.OpenJobsLimitReached or RefusalCode.UploadUsed or RefusalCode.IdempotencyKeyUnderWay => StatusCodes.Status409Conflict,
        RefusalCode.IdempotencyKeyReused => StatusCodes.Status422UnprocessableEntity,
        RefusalCode.RateLimitReached => StatusCodes.Status429TooManyRequests,
        RefusalCode.ResultsGone => StatusCodes.Status410Gone,
        RefusalCode.Busy => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <param name="RetryAfterSeconds">Absent where trying again would not help.</param>
    private sealed record Body(
        [property: JsonPropertyName("error")] string Error,
        [property: JsonPropertyName("message")] string Message,
        [property: JsonPropertyName("retryAfterSeconds"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? RetryAfterSeconds);
}
