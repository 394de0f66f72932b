namespace SegFunctions.Apis;

/// <summary>Log lines about the APIs' errors.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(EventId = 1002, Level = LogLevel.Information, Message = "{Function} refused: {Code}.")]
    public static partial void RequestRefused(this ILogger logger, string function, ApiErrorCode code);
}
