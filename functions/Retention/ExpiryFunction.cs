using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Telemetry;

namespace SegFunctions.Retention;

/// <summary>Deletes jobs whose own lifetime is over, every five minutes. If a run is cut off, the next one finishes its work.</summary>
public sealed class ExpiryFunction(JobRetention jobs, ILogger<ExpiryFunction> logger)
{
    private const string Often = "0 */5 * * * *";

    [Function("DeleteExpiredJobs")]
    public async Task RunAsync([TimerTrigger(Often)] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken)
    {
        if (await jobs.RemoveDueAsync(durable, cancellationToken) is > 0 and var removed)
        {
            logger.ExpiredJobsRemoved(removed);
        }
    }
}
