using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Emulation.Queues;

/// <summary>Says what went wrong between a queue and its function, outside of the function.</summary>
internal sealed partial class QueueFailures(ILogger<QueueFailures> logger)
{
    public void Report(string function, string queue, Exception error) => LogFailure(error, queue, function);

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "The queue {Queue} of {Function} cannot be worked on for now")]
    private partial void LogFailure(Exception error, string queue, string function);
}
