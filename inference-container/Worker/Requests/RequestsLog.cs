using SegFunctions.Contract;

namespace SegFunctions.Worker.Requests;

internal static partial class RequestsLog
{
    [LoggerMessage(EventId = 6001, Level = LogLevel.Information, Message = "Receiving requests from {Queue}")]
    public static partial void Listening(ILogger logger, string queue);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Information, Message = "{Attempt} {State} after {Elapsed}")]
    public static partial void Ended(ILogger logger, string attempt, InferenceState state, TimeSpan elapsed);

    [LoggerMessage(EventId = 6006, Level = LogLevel.Information, Message = "{Attempt} Failed after {Elapsed}: {Code}")]
    public static partial void Failed(ILogger logger, string attempt, TimeSpan elapsed, InferenceErrorCode code);

    [LoggerMessage(EventId = 6007, Level = LogLevel.Information, Message = "{Attempt} dropped: its job has been deleted, or has lost its presence marker")]
    public static partial void JobUnmarked(ILogger logger, string attempt);

    [LoggerMessage(EventId = 6003, Level = LogLevel.Debug, Message = "Delivery {Delivery} of {Attempt}")]
    public static partial void Taken(ILogger logger, string attempt, int delivery);

    [LoggerMessage(EventId = 6004, Level = LogLevel.Warning, Message = "{Step} failed on the queue {Queue}")]
    public static partial void QueueFailed(ILogger logger, Exception exception, string step, string queue);

    [LoggerMessage(EventId = 6008, Level = LogLevel.Debug, Message = "The lock of a request was not renewed: it is settled, or another worker has it")]
    public static partial void LockNotRenewed(ILogger logger);

    [LoggerMessage(EventId = 6005, Level = LogLevel.Information, Message = "Stopping: requests in progress are finished, no more are received")]
    public static partial void Stopping(ILogger logger);
}
