using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Emulation;

internal static partial class EngineLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Durable tasks run on {Path}; {Open} instances are open")]
    public static partial void Started(ILogger logger, string path, int open);

    [LoggerMessage(EventId = 2, Level = LogLevel.Critical, Message = "The durable state {Path} cannot be read or written, so no orchestration goes on. What is written is kept; start again once the cause is gone")]
    public static partial void Broken(ILogger logger, string path, Exception exception);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "Activity {Name} (#{TaskId}) of {InstanceId} failed")]
    public static partial void ActivityFailed(ILogger logger, string name, int taskId, string instanceId, Exception exception);

    [LoggerMessage(EventId = 4, Level = LogLevel.Information, Message = "Activity {Name} (#{TaskId}) of {InstanceId} was interrupted and runs again after the next start")]
    public static partial void ActivityInterrupted(ILogger logger, string name, int taskId, string instanceId, Exception exception);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "Orchestration {Name} {InstanceId} failed: {ErrorType}: {ErrorMessage}")]
    public static partial void OrchestrationFailed(ILogger logger, string name, string instanceId, string errorType, string errorMessage);
}
