using Microsoft.Azure.Functions.Worker;
using SegFunctions.Contract;
using SegFunctions.Storage;

namespace SegFunctions.Orchestrations;

/// <summary>Tells workers that the job is canceled.</summary>
public sealed class WriteCancelMarkerActivity(BlobStore blobs)
{
    [Function(FunctionNames.WriteCancelMarker)]
    public Task RunAsync([ActivityTrigger] BlobReference marker, CancellationToken cancellationToken) =>
        blobs.TryAddAsync(marker, BinaryData.Empty, "text/plain", cancellationToken);
}
