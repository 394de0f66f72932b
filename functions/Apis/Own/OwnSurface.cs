using System.Text.Json;
using System.Text.Json.Serialization;
using SegFunctions.Accounts;

namespace SegFunctions.Apis.Own;

/// <summary>Signed links, management and probes, which belong to no vendor; errors are <c>{"error": code, "message": sentence}</c>.</summary>
internal sealed class OwnSurface(KeyHeaders keys) : IApiSurface
{
    public IReadOnlyList<string> PathPrefixes { get; } = [""];

    public Type ErrorBody => typeof(OwnErrorResponse);

    public Task<ApiKey?> AuthenticateAsync(HttpRequest request, CancellationToken cancellationToken) => keys.FindAsync(request, cancellationToken);

    public IResult ToResult(ApiError error) => TypedResults.Json(
        new OwnErrorResponse(JsonNamingPolicy.SnakeCaseLower.ConvertName(error.Code.ToString()), error.Message, error.RetryAfterSeconds),
        statusCode: ToStatus(error.Code));

    private static int ToStatus(ApiErrorCode code) => code switch
    {
        ApiErrorCode.Unauthorized or ApiErrorCode.KeyExpired => StatusCodes.Status401Unauthorized,
        ApiErrorCode.Forbidden or ApiErrorCode.LinkInvalid => StatusCodes.Status403Forbidden,
        ApiErrorCode.RequestInvalid or ApiErrorCode.UrlInvalid or ApiErrorCode.ItemsUnknown => StatusCodes.Status400BadRequest,
        ApiErrorCode.BodyTooLarge => StatusCodes.Status413PayloadTooLarge,
        ApiErrorCode.BodyTooSlow => StatusCodes.Status408RequestTimeout,
        ApiErrorCode.EncodingUnsupported => StatusCodes.Status415UnsupportedMediaType,
        ApiErrorCode.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        ApiErrorCode.NotFound or ApiErrorCode.JobNotFound or ApiErrorCode.ArchiveNotRequested => StatusCodes.Status404NotFound,
        ApiErrorCode.TokensSpent => StatusCodes.Status402PaymentRequired,
        ApiErrorCode.JobNotSuccessful or ApiErrorCode.NothingToRetry or ApiErrorCode.OpenJobsLimitReached or ApiErrorCode.UploadUsed or ApiErrorCode.IdempotencyKeyUnderWay
            or ApiErrorCode.ItemsTaken => StatusCodes.Status409Conflict,
        ApiErrorCode.IdempotencyKeyReused => StatusCodes.Status422UnprocessableEntity,
        ApiErrorCode.RateLimitReached => StatusCodes.Status429TooManyRequests,
        ApiErrorCode.ResultsGone => StatusCodes.Status410Gone,
        ApiErrorCode.Busy => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}

/// <summary>The body of every response that is not 2xx.</summary>
/// <param name="Error">A machine-readable code.</param>
/// <param name="Message">A sentence for human readers.</param>
/// <param name="RetryAfterSeconds">Seconds to wait before a retry; absent if a retry would not help.</param>
internal sealed record OwnErrorResponse(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("retryAfterSeconds"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? RetryAfterSeconds);
