using SegFunctions.Accounts;

namespace SegFunctions.Apis.RemoveBg;

/// <summary>remove.bg's paths, keys and errors. Codes are the vendor's own where known, otherwise in its style.</summary>
[PricedApi(Name)]
internal sealed class RemoveBgSurface(KeyHeaders keys, RemoveBgRates rates) : IApiSurface
{
    /// <summary>The API's name in settings.</summary>
    public const string Name = "RemoveBg";

    public IReadOnlyList<string> PathPrefixes { get; } = ["/v1.0"];

    public IReadOnlyList<string> SpecialHeaders => RemoveBgHeaders.All;

    public Type ErrorBody => typeof(ErrorResponse);

    public Task<ApiKey?> AuthenticateAsync(HttpRequest request, CancellationToken cancellationToken) => keys.FindAsync(request, cancellationToken);

    public IResult ToResult(ApiError error)
    {
        var (status, code, title) = ToAnswer(error.Code);
        IReadOnlyList<ErrorItem> items = error.Faults.Count > 0
            ? [.. error.Faults.Select(fault => new ErrorItem(fault.Title, fault.Code, fault.Detail))]
            : [new ErrorItem(title, code, error.Message)];
        return rates.Announce(RemoveBgJson.Answer(new ErrorResponse(items), status));
    }

    private static (int Status, string Code, string Title) ToAnswer(ApiErrorCode code) => code switch
    {
        ApiErrorCode.Unauthorized or ApiErrorCode.KeyExpired => (StatusCodes.Status403Forbidden, "auth_failed", "API Key invalid"),
        ApiErrorCode.Forbidden or ApiErrorCode.LinkInvalid => (StatusCodes.Status403Forbidden, "forbidden", "Forbidden"),
        ApiErrorCode.RequestInvalid or ApiErrorCode.UrlInvalid or ApiErrorCode.ItemsUnknown => (StatusCodes.Status400BadRequest, "invalid_request", "Invalid request"),
        ApiErrorCode.BodyTooLarge => (StatusCodes.Status400BadRequest, RemoveBgErrors.FileTooLarge, "File too large"),
        ApiErrorCode.TokensSpent => (StatusCodes.Status402PaymentRequired, "insufficient_credits", "Insufficient credits"),
        ApiErrorCode.NotFound or ApiErrorCode.JobNotFound or ApiErrorCode.ArchiveNotRequested => (StatusCodes.Status404NotFound, "not_found", "Not found"),
        ApiErrorCode.MethodNotAllowed => (StatusCodes.Status405MethodNotAllowed, "method_not_allowed", "Method not allowed"),
        ApiErrorCode.BodyTooSlow => (StatusCodes.Status408RequestTimeout, "request_timeout", "Request timeout"),
        ApiErrorCode.UploadUsed or ApiErrorCode.ItemsTaken or ApiErrorCode.JobNotSuccessful or ApiErrorCode.NothingToRetry or ApiErrorCode.IdempotencyKeyUnderWay =>
            (StatusCodes.Status409Conflict, "conflict", "Conflict"),
        ApiErrorCode.ResultsGone => (StatusCodes.Status410Gone, "gone", "Gone"),
        ApiErrorCode.EncodingUnsupported => (StatusCodes.Status415UnsupportedMediaType, "unsupported_encoding", "Unsupported encoding"),
        ApiErrorCode.IdempotencyKeyReused => (StatusCodes.Status422UnprocessableEntity, "unprocessable", "Unprocessable content"),
        ApiErrorCode.RateLimitReached or ApiErrorCode.OpenJobsLimitReached => (StatusCodes.Status429TooManyRequests, "rate_limit_exceeded", "Rate limit exceeded"),
        ApiErrorCode.Busy => (StatusCodes.Status503ServiceUnavailable, "service_unavailable", "Service unavailable"),
        _ => (StatusCodes.Status500InternalServerError, "unknown_error", "An unknown error happened"),
    };
}
