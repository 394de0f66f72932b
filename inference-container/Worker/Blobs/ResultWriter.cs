using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Inference.Rendering;
using SegFunctions.Worker.Telemetry;

namespace SegFunctions.Worker.Blobs;

/// <summary>Writes an attempt's blobs. An attempt that runs twice writes the same blobs twice.</summary>
internal sealed class ResultWriter(BlobServiceClient blobs)
{
    private const string Png = "image/png";
    private const int Parallelism = 4;

    /// <returns>The document, written after everything that it names.</returns>
    public async Task<BlobReference> WriteAsync(InferenceRequest request, SegmentationResult result, CancellationToken cancellationToken)
    {
        var clock = new StageClock();
        var writing = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(result.Segments.Index(), writing, async (entry, token) =>
            await WriteAsync(request.Results.Below(ResultNames.Mask(entry.Index)), new BinaryData(MaskPng.Encode(entry.Item.Mask)), Png, token));
        clock.Mark("store-masks");

        if (request.Options.Preview)
        {
            await WriteAsync(request.Results.Below(ResultNames.Preview), new BinaryData(PreviewPng.Encode(result)), Png, cancellationToken);
            clock.Mark("store-preview");
        }

        var document = result.ToDocument(request.Options.Preview ? ResultNames.Preview : null, clock.Milliseconds);
        WorkerMetrics.RecordStages(document.Provenance.StageMilliseconds);
        var reference = request.Results.Below(ResultNames.Document);
        await WriteAsync(reference, BinaryData.FromObjectAsJson(document, ContractJson.Options), "application/json", cancellationToken);
        return reference;
    }

    private async Task WriteAsync(BlobReference reference, BinaryData content, string contentType, CancellationToken cancellationToken)
    {
        var container = blobs.GetBlobContainerClient(reference.Container);
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = contentType } };
        try
        {
            await container.GetBlobClient(reference.Name).UploadAsync(content, options, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            // First write ever, or a local store that lost its last seconds.
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await container.GetBlobClient(reference.Name).UploadAsync(content, options, cancellationToken);
        }
    }
}
