using SegFunctions.Accounts;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>segmentationapi.com's paths, keys and errors. Error codes are the vendor's own where known, otherwise in its style.</summary>
[PricedApi(Name)]
internal sealed class SegmentationApiSurface(KeyHeaders keys) : IApiSurface
{
    /// <summary>As spelled in the settings.</summary>
    public const string Name = "SegmentationApi";

    public IReadOnlyList<string> PathPrefixes { get; } = ["/v1", "/outputs"];

    public Type ErrorBody => typeof(ErrorResponse);

    public Task<ApiKey?> AuthenticateAsync(HttpRequest request, CancellationToken cancellationToken) => keys.FindAsync(request, cancellationToken);

    public IResult ToResult(ApiError error)
    {
        var (status, code) = ToStatusAndCode(error.Code);
        var body = new ErrorResponse(
            code, error.Message, error.RemainingTokens, error.RequestedTokens, error.ActiveJobId, error.RetryAfterSeconds);
        return SegmentationApiJson.Answer(body, status);
    }

    private static (int Status, string Code) ToStatusAndCode(ApiErrorCode code) => code switch
    {
        ApiErrorCode.Unauthorized or ApiErrorCode.KeyExpired => (StatusCodes.Status401Unauthorized, "Unauthorized"),
        ApiErrorCode.Forbidden => (StatusCodes.Status403Forbidden, "forbidden"),
        ApiErrorCode.LinkInvalid => (StatusCodes.Status403Forbidden, "link_invalid"),
        ApiErrorCode.RequestInvalid or ApiErrorCode.UrlInvalid => (StatusCodes.Status400BadRequest, "invalid_request"),
        ApiErrorCode.BodyTooLarge => (StatusCodes.Status413PayloadTooLarge, "body_too_large"),
        ApiErrorCode.BodyTooSlow => (StatusCodes.Status408RequestTimeout, "body_too_slow"),
        ApiErrorCode.EncodingUnsupported => (StatusCodes.Status415UnsupportedMediaType, "encoding_unsupported"),
        ApiErrorCode.MethodNotAllowed => (StatusCodes.Status405MethodNotAllowed, "method_not_allowed"),
        ApiErrorCode.UploadUsed => (StatusCodes.Status409Conflict, "upload_used"),
        ApiErrorCode.NotFound or ApiErrorCode.JobNotFound => (StatusCodes.Status404NotFound, "not_found"),
        ApiErrorCode.ItemsUnknown => (StatusCodes.Status400BadRequest, "items_unknown"),
        ApiErrorCode.ItemsTaken => (StatusCodes.Status409Conflict, "items_taken"),
        ApiErrorCode.TokensSpent => (StatusCodes.Status402PaymentRequired, "insufficient_tokens"),
        ApiErrorCode.OpenJobsLimitReached => (StatusCodes.Status409Conflict, "active_job_limit"),
        ApiErrorCode.IdempotencyKeyUnderWay => (StatusCodes.Status409Conflict, "idempotency_key_under_way"),
        ApiErrorCode.IdempotencyKeyReused => (StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused"),
        ApiErrorCode.RateLimitReached => (StatusCodes.Status429TooManyRequests, "rate_limited"),
        ApiErrorCode.JobNotSuccessful => (StatusCodes.Status409Conflict, "job_not_downloadable"),
        ApiErrorCode.NothingToRetry => (StatusCodes.Status409Conflict, "nothing_to_retry"),
        ApiErrorCode.ArchiveNotRequested => (StatusCodes.Status404NotFound, "download_not_requested"),
        ApiErrorCode.ResultsGone => (StatusCodes.Status410Gone, "results_gone"),
        ApiErrorCode.Busy => (StatusCodes.Status503ServiceUnavailable, "service_busy"),
        _ => (StatusCodes.Status500InternalServerError, "internal_error"),
    };
}
