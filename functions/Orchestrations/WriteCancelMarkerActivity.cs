using Microsoft.Azure.Functions.Worker;
using SegFunctions.Contract;
using SegFunctions.Storage;

namespace SegFunctions.Orchestrations;

/// <summary>Tells the workers that nobody waits any more.</summary>
public sealed class WriteCancelMarkerActivity(BlobStore blobs)
{
    [Function(FunctionNames.WriteCancelMarker)]
    public Task RunAsync([ActivityTrigger] BlobReference marker, CancellationToken cancellationToken) =>
        blobs.TryAddAsync(marker, BinaryData.Empty, "text/plain", cancellationToken);
}
