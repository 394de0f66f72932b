namespace SegFunctions.Apis;

/// <summary>Every way in which a request can be refused or fail. Each API has its own status and code for it.</summary>
public enum ApiErrorCode
{
    /// <summary>No known API key.</summary>
    Unauthorized,

    /// <summary>The key was valid but has expired.</summary>
    KeyExpired,

    /// <summary>The key is valid but lacks the scope.</summary>
    Forbidden,

    /// <summary>A signed link was altered, has expired, or is used for something else.</summary>
    LinkInvalid,

    /// <summary>The request itself is invalid; the message names every fault.</summary>
    RequestInvalid,

    /// <summary>An address in the request is malformed, cannot be fetched from, or leads to a network that the service may not connect to.</summary>
    UrlInvalid,

    /// <summary>The body is larger than allowed.</summary>
    BodyTooLarge,

    /// <summary>The body arrived too slowly and was cut off.</summary>
    BodyTooSlow,

    /// <summary>The body's Content-Encoding is not supported.</summary>
    EncodingUnsupported,

    /// <summary>The requested thing does not exist, or belongs to another account.</summary>
    NotFound,

    /// <summary>The job does not exist, was deleted, or belongs to another account.</summary>
    JobNotFound,

    /// <summary>Some of the things that the request names do not exist, or belong to another account.</summary>
    ItemsUnknown,

    /// <summary>Names that the request gives to new things are already taken.</summary>
    ItemsTaken,

    /// <summary>The path exists, but not for this method.</summary>
    MethodNotAllowed,

    /// <summary>The upload is already used by a job, so it can no longer change.</summary>
    UploadUsed,

    /// <summary>The account has fewer tokens than the job needs.</summary>
    TokensSpent,

    /// <summary>The account has reached its maximum number of open jobs.</summary>
    OpenJobsLimitReached,

    /// <summary>An earlier request with the same idempotency key is still in progress.</summary>
    IdempotencyKeyUnderWay,

    /// <summary>An earlier request with the same idempotency key had a different body.</summary>
    IdempotencyKeyReused,

    /// <summary>The account sends requests too fast.</summary>
    RateLimitReached,

    /// <summary>The job has not succeeded, so it has no results.</summary>
    JobNotSuccessful,

    /// <summary>The job is still open, or none of its items failed.</summary>
    NothingToRetry,

    /// <summary>No archive was requested, or it has expired.</summary>
    ArchiveNotRequested,

    /// <summary>The job succeeded, but its results are no longer stored.</summary>
    ResultsGone,

    /// <summary>Storage is throttling or temporarily unavailable.</summary>
    Busy,

    /// <summary>A failure of the service.</summary>
    Failed,
}
