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
    /// <returns>The document, once it and everything that it names are stored.</returns>
    public async Task<BlobReference> WriteAsync(InferenceRequest request, SegmentationResult result, CancellationToken cancellationToken)
    {
        var clock = new StageClock();
        var encoded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = WriteFilesAsync(request, [.. ResultFiles.Of(result)], encoded, cancellationToken);
        await Task.WhenAny(encoded.Task, writing);
        clock.Mark("encode-files");

        // Nobody looks for the document before the update, which follows all of them, so it need not wait for the files on their way.
        var reference = request.Results.Below(ResultNames.Document);
        await Task.WhenAll(writing, encoded.Task.IsCompleted ? WriteDocumentAsync(reference, result.ToDocument(clock.Milliseconds), cancellationToken) : Task.CompletedTask);
        return reference;
    }

    public ValueTask DisposeAsync() => _encoding.DisposeAsync();

    /// <param name="request">Says where to.</param>
    /// <param name="files">At least one.</param>
    /// <param name="encoded">Completed when the last file is encoded; never if one cannot be.</param>
    /// <param name="cancellationToken">Starts no further upload.</param>
    private async Task WriteFilesAsync(InferenceRequest request, ResultFile[] files, TaskCompletionSource encoded, CancellationToken cancellationToken)
    {
        var left = files.Length;
        var limits = new ParallelOptions { MaxDegreeOfParallelism = FilesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(files, limits, async (file, token) =>
        {
            var content = await _encoding.RunAsync(null, file.Encode, token);
            if (Interlocked.Decrement(ref left) == 0)
            {
                encoded.SetResult();
            }

            await WriteAsync(request.Results.Below(file.Name), new BinaryData(content), file.ContentType, token);
        });
    }

    private async Task WriteDocumentAsync(BlobReference reference, SegmentsDocument document, CancellationToken cancellationToken)
    {
        WorkerMetrics.RecordStages(document.Provenance.StageMilliseconds);
        await WriteAsync(reference, BinaryData.FromObjectAsJson(document, ContractJson.Options), "application/json", cancellationToken);
    }

    private async Task WriteAsync(BlobReference reference, BinaryData content, string contentType, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = contentType } };
        await blobs.GetBlobContainerClient(reference.Container).WriteAsync(
            container => container.GetBlobClient(reference.Name).UploadAsync(content, options, CancellationToken.None), CancellationToken.None);
    }
}
