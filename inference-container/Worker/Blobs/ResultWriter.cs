using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SegFunctions.Connections;
using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Inference.Lanes;
using SegFunctions.Inference.Rendering;
using SegFunctions.Worker.Telemetry;

namespace SegFunctions.Worker.Blobs;

/// <summary>Encodes and writes an attempt's blobs. An attempt that runs twice writes the same blobs twice.</summary>
internal sealed class ResultWriter(BlobServiceClient blobs) : IAsyncDisposable
{
    // Number of a result's files in memory at a time, however large the picture.
    private const int FilesAtOnce = 4;

    private readonly WorkLane _encoding = new(atATime: 2, capacity: FilesAtOnce);

    /// <summary>Cancellation starts no further upload, and waits for those in progress: an aborted upload may still be stored later, after the job's blobs have been deleted.</summary>
    /// <returns>The document, written after everything that it names.</returns>
    public async Task<BlobReference> WriteAsync(InferenceRequest request, SegmentationResult result, CancellationToken cancellationToken)
    {
        var clock = new StageClock();
        var writing = new ParallelOptions { MaxDegreeOfParallelism = FilesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(ResultFiles.Of(result), writing, async (file, token) =>
        {
            var content = await _encoding.RunAsync(null, file.Encode, token);
            await WriteAsync(request.Results.Below(file.Name), new BinaryData(content), file.ContentType, token);
        });
        clock.Mark("store");

        var document = result.ToDocument(clock.Milliseconds);
        WorkerMetrics.RecordStages(document.Provenance.StageMilliseconds);
        var reference = request.Results.Below(ResultNames.Document);
        await WriteAsync(reference, BinaryData.FromObjectAsJson(document, ContractJson.Options), "application/json", cancellationToken);
        return reference;
    }

    public ValueTask DisposeAsync() => _encoding.DisposeAsync();

    private async Task WriteAsync(BlobReference reference, BinaryData content, string contentType, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = contentType } };
        await blobs.GetBlobContainerClient(reference.Container).WriteAsync(
            container => container.GetBlobClient(reference.Name).UploadAsync(content, options, CancellationToken.None), CancellationToken.None);
    }
}
