using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Telemetry;

namespace SegFunctions.Retention;

/// <summary>Deletes what has expired, once an hour. If a run is cut off, the next one finishes its work.</summary>
public sealed class RetentionFunction(
    JobRetention jobs,
    UploadRetention uploads,
    FileRetention files,
    ArchiveRetention archives,
    FeatureRetention features,
    LedgerRetention ledger,
    IdempotencyRetention keys,
    DeliveryRetention deliveries,
    ILogger<RetentionFunction> logger)
{
    private const string Hourly = "0 17 * * * *";

    [Function("DeleteExpired")]
    public async Task RunAsync(
        [TimerTrigger(Hourly)] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var settled = await ledger.SettleLostAsync(durable, cancellationToken);
        var removedArchives = await archives.RemoveExpiredAsync(durable, cancellationToken);
        var removedJobs = await jobs.RemoveExpiredAsync(durable, cancellationToken);
        var removedUploads = await uploads.RemoveExpiredAsync(cancellationToken);
        var removedFiles = await files.RemoveExpiredAsync(cancellationToken);
        var removedFeatures = await features.RemoveExpiredAsync(cancellationToken);
        var removedKeys = await keys.RemoveExpiredAsync(cancellationToken);
        var removedDeliveries = await deliveries.RemoveExpiredAsync(durable, cancellationToken);
        logger.RetentionDone(removedJobs, removedUploads, removedFiles, removedArchives, removedFeatures, removedKeys, removedDeliveries, settled);
    }
}
