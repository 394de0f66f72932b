namespace SegFunctions.Telemetry;

/// <summary>The app's log lines, except those whose parameters have types of a single folder, which are in that folder. 1xxx: requests, 2xxx: jobs, 3xxx: queues, 4xxx: accounts, 5xxx: retention, 8xxx: webhooks.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "{Function} failed.")]
    public static partial void RequestFailed(this ILogger logger, Exception exception, string function);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "Health: {Part} fails: {Reason}.")]
    public static partial void PartUnhealthy(this ILogger logger, string part, string reason);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Warning, Message = "Cors:Origins could not be set on the storage account; pages of other origins cannot upload to it.")]
    public static partial void OriginsNotSet(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Information, Message = "{JobId} is to be canceled.")]
    public static partial void CancelRequested(this ILogger logger, string jobId);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Information, Message = "Input {Url}: {Outcome}")]
    public static partial void InputFetched(this ILogger logger, string url, string outcome);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "Message {MessageId} on {Queue} cannot be read and is dropped.")]
    public static partial void UnreadableMessage(this ILogger logger, string queue, string messageId);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "Request {MessageId} was dead-lettered: {Reason}.")]
    public static partial void RequestDeadLettered(this ILogger logger, string messageId, string? reason);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Information, Message = "{Count} updates dropped: {JobId} is unknown or has ended.")]
    public static partial void UpdatesDropped(this ILogger logger, string jobId, int count);

    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "Key {KeyId} of {Account} created with {ManagerKeyId}.")]
    public static partial void KeyCreated(this ILogger logger, string keyId, string account, string managerKeyId);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Information, Message = "Key {KeyId} revoked with {ManagerKeyId}.")]
    public static partial void KeyRevoked(this ILogger logger, string keyId, string managerKeyId);

    [LoggerMessage(EventId = 4003, Level = LogLevel.Information, Message = "Tokens of {Account} set to {Tokens} with {ManagerKeyId}.")]
    public static partial void TokensSet(this ILogger logger, string account, long? tokens, string managerKeyId);

    [LoggerMessage(EventId = 4004, Level = LogLevel.Warning, Message = "The keys of the identity provider {Host} could not be fetched.")]
    public static partial void ProviderUnreachable(this ILogger logger, Exception exception, string host);

    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "Retention removed {Jobs} jobs, {Uploads} uploads, {Files} files without content, {Archives} archives, the cached embeddings of {Features} pictures, {Keys} idempotency keys and {Deliveries} webhook deliveries, and settled {Reservations} jobs that had ended unsettled.")]
    public static partial void RetentionDone(this ILogger logger, int jobs, int uploads, int files, int archives, int features, int keys, int deliveries, int reservations);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Information, Message = "Removed {Jobs} jobs whose own lifetime is over.")]
    public static partial void ExpiredJobsRemoved(this ILogger logger, int jobs);

    [LoggerMessage(EventId = 5004, Level = LogLevel.Information, Message = "Re-encrypted {Rows} rows with the first of Secrets:Keys. Once a run finds none, the other keys are no longer needed.")]
    public static partial void SecretsRenewed(this ILogger logger, int rows);
}
