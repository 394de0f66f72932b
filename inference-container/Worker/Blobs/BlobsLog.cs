namespace SegFunctions.Worker.Blobs;

internal static partial class BlobsLog
{
    [LoggerMessage(EventId = 6201, Level = LogLevel.Warning, Message = "Features could not be read and are computed again")]
    public static partial void FeaturesNotRead(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 6202, Level = LogLevel.Warning, Message = "Features could not be stored; another prompt may compute them again")]
    public static partial void FeaturesNotWritten(ILogger logger, Exception exception);
}
