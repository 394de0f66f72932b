using SegFunctions.Accounts;
using SegFunctions.Links;
using SegFunctions.Results;
using SegFunctions.Secrets;
using SegFunctions.Submission;
using SegFunctions.Webhooks;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Apis.PiApi;

/// <summary>PiAPI's paths, keys and errors: an error's code is its HTTP status.</summary>
[PricedApi(Name)]
internal sealed class PiApiSurface(
    KeyHeaders keys,
    JobClient jobs,
    RequestStore requests,
    SecretStore secrets,
    Receivers receivers,
    ManifestStore manifests,
    PublicLinks links,
    TimeProvider time) : IApiSurface
{
    /// <summary>The API's name in settings.</summary>
    public const string Name = "PiApi";

    public IReadOnlyList<string> PathPrefixes { get; } =
        ["/api/v1/task", "/api/v1/tasks", "/api/open/tasks", "/api/ephemeral_resource", "/account"];

    public Type ErrorBody => typeof(ErrorResponse);

    public IWebhookDialect? WebhookDialect { get; } = new PiApiDialect(new PiApiTasks(jobs, requests, secrets, receivers, manifests, links, time));

    public Task<ApiKey?> AuthenticateAsync(HttpRequest request, CancellationToken cancellationToken) => keys.FindAsync(request, cancellationToken);

    public IResult ToResult(ApiError error)
    {
        var status = ToStatus(error.Code);
        return PiApiJson.Answer(new ErrorResponse(status, null, error.Message), status);
    }

    private static int ToStatus(ApiErrorCode code) => code switch
    {
        ApiErrorCode.Unauthorized or ApiErrorCode.KeyExpired => StatusCodes.Status401Unauthorized,
        ApiErrorCode.Forbidden or ApiErrorCode.LinkInvalid => StatusCodes.Status403Forbidden,
        ApiErrorCode.RequestInvalid or ApiErrorCode.UrlInvalid or ApiErrorCode.ItemsUnknown =>
            StatusCodes.Status400BadRequest,
        ApiErrorCode.BodyTooLarge => StatusCodes.Status413PayloadTooLarge,
        ApiErrorCode.BodyTooSlow => StatusCodes.Status408RequestTimeout,
        ApiErrorCode.EncodingUnsupported => StatusCodes.Status415UnsupportedMediaType,
        ApiErrorCode.NotFound or ApiErrorCode.JobNotFound or ApiErrorCode.ArchiveNotRequested or ApiErrorCode.ResultsGone =>
            StatusCodes.Status404NotFound,
        ApiErrorCode.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        ApiErrorCode.TokensSpent => StatusCodes.Status402PaymentRequired,
        ApiErrorCode.OpenJobsLimitReached or ApiErrorCode.RateLimitReached => StatusCodes.Status429TooManyRequests,
        ApiErrorCode.UploadUsed or ApiErrorCode.JobNotSuccessful or ApiErrorCode.NothingToRetry or ApiErrorCode.IdempotencyKeyUnderWay or ApiErrorCode.ItemsTaken => StatusCodes.Status409Conflict,
        ApiErrorCode.IdempotencyKeyReused => StatusCodes.Status422UnprocessableEntity,
        ApiErrorCode.Busy => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
