namespace SegFunctions.Jobs;

/// <summary>Log lines about single jobs.</summary>
internal static partial class JobLog
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "{JobId} accepted with {ItemCount} items.")]
    public static partial void JobAccepted(this ILogger logger, JobId jobId, int itemCount);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Information, Message = "{JobId} ended: {Status}.")]
    public static partial void JobEnded(this ILogger logger, string jobId, JobStatus status);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Warning, Message = "Waiting for {JobId} failed; the job continues.")]
    public static partial void WaitBroken(this ILogger logger, Exception exception, JobId jobId);

    [LoggerMessage(EventId = 2006, Level = LogLevel.Warning, Message = "{JobId} is being followed, but its state could not be read.")]
    public static partial void LookFailed(this ILogger logger, Exception exception, JobId jobId);

    [LoggerMessage(EventId = 5003, Level = LogLevel.Warning, Message = "{JobId} should have been deleted with its response; it is deleted when its lifetime ends.")]
    public static partial void AnsweredJobNotRemoved(this ILogger logger, Exception exception, JobId jobId);
}
