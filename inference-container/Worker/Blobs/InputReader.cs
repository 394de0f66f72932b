using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Worker.Blobs;

/// <summary>Reads a picture's bytes. Those of a recent one are sent only if they have changed.</summary>
internal sealed class InputReader(BlobServiceClient blobs, PictureDecoder decoder)
{
    private readonly RecentInputs _recent = new();

    /// <returns>Not to be changed.</returns>
    /// <exception cref="InferenceException">The blob is missing, or larger than the limit, in which case its body is not read.</exception>
    public async Task<byte[]> ReadAsync(BlobReference input, CancellationToken cancellationToken)
    {
        try
        {
            var blob = blobs.GetBlobContainerClient(input.Container).GetBlobClient(input.Name);
            var known = _recent.Find(input);
            var unlessKnown = known is null ? null : new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = known.Version } };
            var response = await blob.DownloadStreamingAsync(unlessKnown, cancellationToken);
            if (known is not null && response.GetRawResponse().Status == StatusCodes.Status304NotModified)
            {
                return known.Content;
            }

            using var download = response.Value;
            var length = download.Details.ContentLength;
            if (length > decoder.Limits.MaxBytes)
            {
                throw decoder.TooManyBytes(length);
            }

            var content = new byte[length];
            await download.Content.ReadExactlyAsync(content, cancellationToken);
            _recent.Keep(input, new RecentInput(download.Details.ETag, content));
            return content;
        }
        catch (RequestFailedException exception) when (exception.Status == StatusCodes.Status404NotFound)
        {
            _recent.Forget(input);
            throw new InferenceException(InferenceErrorCode.InputMissing, "The input does not exist: it was never uploaded, or it has been deleted.", exception);
        }
    }
}
