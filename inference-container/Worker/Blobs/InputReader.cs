using Azure;
using Azure.Storage.Blobs;
using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Worker.Blobs;

/// <summary>Reads a picture's bytes.</summary>
internal sealed class InputReader(BlobServiceClient blobs, PictureDecoder decoder)
{
    /// <exception cref="InferenceException">The blob is missing, or larger than the limit, in which case its body is not read.</exception>
    public async Task<byte[]> ReadAsync(BlobReference input, CancellationToken cancellationToken)
    {
        try
        {
            var blob = blobs.GetBlobContainerClient(input.Container).GetBlobClient(input.Name);
            using var download = (await blob.DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
            var length = download.Details.ContentLength;
            if (length > decoder.Limits.MaxBytes)
            {
                throw decoder.TooManyBytes(length);
            }

            var content = new byte[length];
            await download.Content.ReadExactlyAsync(content, cancellationToken);
            return content;
        }
        catch (RequestFailedException exception) when (exception.Status == StatusCodes.Status404NotFound)
        {
            throw new InferenceException(InferenceErrorCode.InputMissing, "The input does not exist: it was never uploaded, or it has been deleted.", exception);
        }
    }
}
