using Microsoft.Extensions.Logging;

namespace Emulators.FunctionsHost.ServiceBus;

/// <summary>Logs failures between a queue and its function, outside the function.</summary>
internal sealed partial class QueueLog(ILogger<QueueLog> logger)
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "The queue {Queue} of {Function} is currently not being processed")]
    public partial void Failed(Exception error, string queue, string function);
}
