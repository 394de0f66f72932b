using SegFunctions.Accounts;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>segmentationapi.com's paths, keys and errors. Codes are its own words where they are known, and in its style where they are not.</summary>
internal sealed class SegmentationApiSurface(KeyHeaders keys) : IApiSurface
{
    public IReadOnlyList<string> PathPrefixes { get; } = ["/v1", "/outputs"];

    public Task<ApiKey?> AuthenticateAsync(HttpRequest request, CancellationToken cancellationToken) => keys.FindAsync(request, cancellationToken);

    public IResult ToResult(Refusal refusal)
    {
        var (status, error) = ToStatusAndCode(refusal.Code);
        var body = new ErrorResponse(
            error, refusal.Message, refusal.RemainingTokens, refusal.RequestedTokens, refusal.ActiveJobId, refusal.RetryAfterSeconds);
        return SegmentationApiJson.Answer(body, status);
    }

    private static (int Status, string Code) ToStatusAndCode(RefusalCode code) => code switch
    {
        RefusalCode.Unauthorized => (StatusCodes.Status401Unauthorized, "Unauthorized"),
        RefusalCode.Forbidden => (StatusCodes.Status403Forbidden, "forbidden"),
        RefusalCode.LinkInvalid => (StatusCodes.Status403Forbidden, "link_invalid"),
        RefusalCode.RequestInvalid => (StatusCodes.Status400BadRequest, "invalid_request"),
        RefusalCode.KindUnavailable => (StatusCodes.Status400BadRequest, "type_not_available"),
        RefusalCode.BodyTooLarge => (StatusCodes.Status413PayloadTooLarge, "body_too_large"),
        RefusalCode.BodyTooSlow => (StatusCodes.Status408RequestTimeout, "body_too_slow"),
        RefusalCode.EncodingUnsupported => (StatusCodes.Status415UnsupportedMediaType, "encoding_unsupported"),
        RefusalCode.MethodNotAllowed => (StatusCodes.Status405MethodNotAllowed, "method_not_allowed"),
        RefusalCode.UploadUsed => (StatusCodes.Status409Conflict, "upload_used"),
        RefusalCode.NotFound => (StatusCodes.Status404NotFound, "not_found"),
        RefusalCode.TokensSpent => (StatusCodes.Status402PaymentRequired, "insufficient_tokens"),
        RefusalCode.OpenJobsLimitReached => (StatusCodes.Status409Conflict, "active_job_limit"),
        RefusalCode.IdempotencyKeyUnderWay => (StatusCodes.Status409Conflict, "idempotency_key_under_way"),
        RefusalCode.IdempotencyKeyReused => (StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused"),
        RefusalCode.RateLimitReached => (StatusCodes.Status429TooManyRequests, "rate_limited"),
        RefusalCode.JobNotSuccessful => (StatusCodes.Status409Conflict, "job_not_downloadable"),
        RefusalCode.ArchiveNotRequested => (StatusCodes.Status404NotFound, "download_not_requested"),
        RefusalCode.ResultsGone => (StatusCodes.Status410Gone, "results_gone"),
        RefusalCode.Busy => (StatusCodes.Status503ServiceUnavailable, "service_busy"),
        _ => (StatusCodes.Status500InternalServerError, "internal_error"),
    };
}
