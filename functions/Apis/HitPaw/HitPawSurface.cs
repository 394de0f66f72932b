using SegFunctions.Accounts;

namespace SegFunctions.Apis.HitPaw;

/// <summary>
/// HitPaw's paths, keys and errors. Error codes are those in its documentation, if it has one; the others follow their pattern: 1, two digits of a group,
/// the HTTP status, and a serial number of three digits.
/// </summary>
[PricedApi(Name)]
internal sealed class HitPawSurface(ApiKeys keys) : IApiSurface
{
    /// <summary>The API's name in settings.</summary>
    public const string Name = "HitPaw";

    private const string KeyHeader = "Apikey";

    public IReadOnlyList<string> PathPrefixes { get; } = ["/api"];

    string IApiSurface.KeyHeader => KeyHeader;

    public bool TakesBearer => false;

    public Type ErrorBody => typeof(ErrorResponse);

    /// <exception cref="ApiException">The key has expired, which this API distinguishes from an unknown key.</exception>
    public async Task<ApiKey?> AuthenticateAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.Headers[KeyHeader].ToString() is not { Length: > 0 } secret)
        {
            return null;
        }

        var key = await keys.FindAsync(secret, cancellationToken);
        return key is null && await keys.HasExpiredAsync(secret, cancellationToken)
            ? throw new ApiException(ApiErrorCode.KeyExpired, "The key has expired. Ask for a new one.")
            : key;
    }

    public IResult ToResult(ApiError error)
    {
        var (status, code, message) = ToAnswer(error.Code);
        return HitPawJson.Answer(new ErrorResponse(code, code, message, message, null, error.Message), status);
    }

    private static (int Status, long Code, string Message) ToAnswer(ApiErrorCode code) => code switch
    {
        ApiErrorCode.Unauthorized => (StatusCodes.Status400BadRequest, 110400000, "api_key is not valid"),
        ApiErrorCode.KeyExpired => (StatusCodes.Status401Unauthorized, 100401000, "Token is expired"),
        ApiErrorCode.Forbidden => (StatusCodes.Status400BadRequest, 100400000, "No access"),
        ApiErrorCode.LinkInvalid => (StatusCodes.Status403Forbidden, 100403000, "Forbidden"),
        ApiErrorCode.UrlInvalid => (StatusCodes.Status400BadRequest, 100400001, "Invalid URL"),
        ApiErrorCode.RequestInvalid or ApiErrorCode.ItemsUnknown => (StatusCodes.Status400BadRequest, 100400002, "Bad Request"),
        ApiErrorCode.JobNotFound or ApiErrorCode.ResultsGone => (StatusCodes.Status400BadRequest, 110400002, "task does not exist"),
        ApiErrorCode.TokensSpent => (StatusCodes.Status402PaymentRequired, 110402000, "The coins are not enough"),
        ApiErrorCode.NotFound or ApiErrorCode.ArchiveNotRequested => (StatusCodes.Status404NotFound, 100404000, "Not Found"),
        ApiErrorCode.MethodNotAllowed => (StatusCodes.Status405MethodNotAllowed, 100405000, "Method Not Allowed"),
        ApiErrorCode.BodyTooSlow => (StatusCodes.Status408RequestTimeout, 100408000, "Request Timeout"),
        ApiErrorCode.UploadUsed or ApiErrorCode.ItemsTaken or ApiErrorCode.JobNotSuccessful or ApiErrorCode.NothingToRetry or ApiErrorCode.IdempotencyKeyUnderWay =>
            (StatusCodes.Status409Conflict, 100409000, "Conflict"),
        ApiErrorCode.BodyTooLarge => (StatusCodes.Status413PayloadTooLarge, 100413000, "Payload Too Large"),
        ApiErrorCode.EncodingUnsupported => (StatusCodes.Status415UnsupportedMediaType, 100415000, "Unsupported Media Type"),
        ApiErrorCode.IdempotencyKeyReused => (StatusCodes.Status422UnprocessableEntity, 100422000, "Unprocessable Content"),
        ApiErrorCode.RateLimitReached or ApiErrorCode.OpenJobsLimitReached => (StatusCodes.Status429TooManyRequests, 100429000, "Too many requests"),
        ApiErrorCode.Busy => (StatusCodes.Status503ServiceUnavailable, 100503000, "Service Unavailable"),
        _ => (StatusCodes.Status500InternalServerError, 100500000, "Internal error"),
    };
}
