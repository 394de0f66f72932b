using Microsoft.Extensions.Logging;

namespace DurableTask.Sqlite.Hub;

/// <summary>The provider's log lines for its operator. What orchestrations do is logged by the engine.</summary>
internal static partial class HubLog
{
    [LoggerMessage(1, LogLevel.Critical, "The database {Path} can no longer be written; the process must be restarted.")]
    public static partial void Broken(ILogger logger, string path, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "The orchestration {InstanceId} was ended as failed: {Reason}")]
    public static partial void CorruptInstance(ILogger logger, string instanceId, string reason);

    [LoggerMessage(3, LogLevel.Error, "An activity of the orchestration {InstanceId} counts as failed: {Reason}")]
    public static partial void CorruptActivity(ILogger logger, string instanceId, string reason);

    [LoggerMessage(4, LogLevel.Debug, "An episode of the orchestration {InstanceId} was dropped: the instance has been ended or replaced meanwhile.")]
    public static partial void LostEpisode(ILogger logger, string instanceId);
}
