namespace SegFunctions.Jobs;

/// <summary>The lines about jobs by their ids.</summary>
internal static partial class JobLog
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "{JobId} accepted with {ItemCount} items.")]
    public static partial void JobAccepted(this ILogger logger, JobId jobId, int itemCount);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Information, Message = "{JobId} ended: {Status}.")]
    public static partial void JobEnded(this ILogger logger, string jobId, JobStatus status);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Warning, Message = "The wait for {JobId} came to nothing; the job goes on.")]
    public static partial void WaitBroken(this ILogger logger, Exception exception, JobId jobId);

    [LoggerMessage(EventId = 2006, Level = LogLevel.Warning, Message = "{JobId} is followed, but could not be looked at.")]
    public static partial void LookFailed(this ILogger logger, Exception exception, JobId jobId);

    [LoggerMessage(EventId = 5003, Level = LogLevel.Warning, Message = "{JobId} was to go with its answer, and goes at the end of its lifetime.")]
    public static partial void AnsweredJobNotRemoved(this ILogger logger, Exception exception, JobId jobId);
}
