namespace SegFunctions.Worker.Loading;

internal static partial class LoadingLog
{
    [LoggerMessage(EventId = 6101, Level = LogLevel.Information, Message = "Installing {Step}")]
    public static partial void Installing(ILogger logger, string step);

    [LoggerMessage(EventId = 6102, Level = LogLevel.Information, Message = "Models for {Abilities} are ready after {Elapsed} on {Provider}")]
    public static partial void Ready(ILogger logger, string abilities, TimeSpan elapsed, string provider);

    [LoggerMessage(EventId = 6103, Level = LogLevel.Warning, Message = "The networks could not be warmed up")]
    public static partial void NotWarm(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 6104, Level = LogLevel.Warning, Message = "The network {Name}, which a job requests, cannot be used")]
    public static partial void AskedFailed(ILogger logger, Exception exception, string name);
}
