using SegFunctions.Accounts;

namespace SegFunctions.Apis.Cognite;

/// <summary>Cognite's paths, keys and errors: <c>{"error": {"code": status, "message": sentence}}</c>.</summary>
[PricedApi(Name)]
internal sealed class CogniteSurface(KeyHeaders keys, CogniteTokens tokens) : IApiSurface
{
    /// <summary>The API's name in settings.</summary>
    public const string Name = "Cognite";

    public IReadOnlyList<string> PathPrefixes { get; } = ["/api/v1/projects", "/api/v1/token"];

    public Type ErrorBody => typeof(CogniteErrorResponse);

    /// <exception cref="ApiException">The token is valid, but does not permit this request; or its provider cannot be reached.</exception>
    public async Task<ApiKey?> AuthenticateAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var key = await keys.FindAsync(request, cancellationToken);
        var caller = key is not null ? CogniteCaller.Of(key)
            : KeyHeaders.FindBearer(request) is { } token ? await tokens.FindAsync(token, cancellationToken)
            : null;
        caller?.Check(request);
        request.HttpContext.Features.Set(caller);
        return key ?? caller?.ToKey();
    }

    public IResult ToResult(ApiError error)
    {
        var status = ToStatus(error.Code);
        var fault = new CogniteError(
            status,
            error.Message,
            error.Code == ApiErrorCode.ItemsUnknown ? error.Items : null,
            error.Code == ApiErrorCode.ItemsTaken ? error.Items : null);
        return CogniteJson.Answer(new CogniteErrorResponse(fault), status);
    }

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
        ApiErrorCode.ItemsTaken or ApiErrorCode.UploadUsed or ApiErrorCode.JobNotSuccessful or ApiErrorCode.NothingToRetry or ApiErrorCode.IdempotencyKeyUnderWay => StatusCodes.Status409Conflict,
        ApiErrorCode.IdempotencyKeyReused => StatusCodes.Status422UnprocessableEntity,
        // Clients wait and retry on this status, which is right for too many open jobs, too.
        ApiErrorCode.RateLimitReached or ApiErrorCode.OpenJobsLimitReached => StatusCodes.Status429TooManyRequests,
        ApiErrorCode.ResultsGone => StatusCodes.Status410Gone,
        ApiErrorCode.Busy => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
