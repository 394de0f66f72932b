using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Telemetry;

namespace SegFunctions.Retention;

/// <summary>Once an hour, removes what is past its time. A run that is cut off is made good by the next one.</summary>
public sealed class RetentionFunction(
    JobRetention jobs,
    UploadRetention uploads,
    ArchiveRetention archives,
    FeatureRetention features,
    LedgerRetention ledger,
    IdempotencyRetention keys,
    ILogger<RetentionFunction> logger)
{
    private const string Hourly = "0 17 * * * *";

    [Function("RemoveExpired")]
    public async Task RunAsync(
        [TimerTrigger(Hourly)] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var settled = await ledger.SettleLostAsync(durable, cancellationToken);
        var removedArchives = await archives.RemoveExpiredAsync(durable, cancellationToken);
        var removedJobs = await jobs.RemoveExpiredAsync(durable, cancellationToken);
        var removedUploads = await uploads.RemoveExpiredAsync(cancellationToken);
        var removedFeatures = await features.RemoveExpiredAsync(cancellationToken);
        var removedKeys = await keys.RemoveExpiredAsync(cancellationToken);
        logger.RetentionDone(removedJobs, removedUploads, removedArchives, removedFeatures, removedKeys, settled);
    }
}
