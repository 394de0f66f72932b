namespace SegFunctions.Apis;

/// <summary>Every way in which a request is not answered as asked, by its place. Each API has its own status and code for it.</summary>
public enum ApiErrorCode
{
    /// <summary>No known API key.</summary>
    Unauthorized,

    /// <summary>The key was valid until it expired.</summary>
    KeyExpired,

    /// <summary>The key is known, but not for this.</summary>
    Forbidden,

    /// <summary>A signed link was altered, has expired, or is used for something else.</summary>
    LinkInvalid,

    /// <summary>The request itself is at fault; the message says everything that is.</summary>
    RequestInvalid,

    /// <summary>An address in the request is none, cannot be fetched from, or leads to where the service does not go.</summary>
    UrlInvalid,

    /// <summary>A job of a kind that this server does not do.</summary>
    KindUnavailable,

    /// <summary>The body has more bytes than are taken.</summary>
    BodyTooLarge,

    /// <summary>The body comes too slowly, and was cut off.</summary>
    BodyTooSlow,

    /// <summary>The body is packed in a way that is not unpacked here.</summary>
    EncodingUnsupported,

    /// <summary>There is no such thing, or it is another account's.</summary>
    NotFound,

    /// <summary>There is no such job, or no longer, or it is another account's.</summary>
    JobNotFound,

    /// <summary>Some of the things that the request names are not there, or are another account's.</summary>
    ItemsUnknown,

    /// <summary>Names that the request gives to new things are others' already.</summary>
    ItemsTaken,

    /// <summary>The path is there, but not for this method.</summary>
    MethodNotAllowed,

    /// <summary>A job has named the upload, which never changes from then on.</summary>
    UploadUsed,

    /// <summary>The account has fewer tokens than the job needs.</summary>
    TokensSpent,

    /// <summary>The account has as many open jobs as it may have.</summary>
    OpenJobsLimitReached,

    /// <summary>An earlier request with the same idempotency key has not been answered yet.</summary>
    IdempotencyKeyUnderWay,

    /// <summary>An earlier request with the same idempotency key asked for something else.</summary>
    IdempotencyKeyReused,

    /// <summary>The account sends requests faster than it may.</summary>
    RateLimitReached,

    /// <summary>The job has not succeeded, so it has no results to hand out.</summary>
    JobNotSuccessful,

    /// <summary>The archive was never asked for, or has expired.</summary>
    ArchiveNotRequested,

    /// <summary>The job succeeded, but its results are no longer stored.</summary>
    ResultsGone,

    /// <summary>Storage turns requests away for now.</summary>
    Busy,

    /// <summary>A failure of ours.</summary>
    Failed,
}
