using System.Net.Http.Headers;
using SegFunctions.Local.Client;

namespace SegFunctions.Benchmarks;

/// <summary>Uploads bytes from memory.</summary>
internal static class UploadedBytes
{
    /// <returns>The task id.</returns>
    public static async Task<string> UploadAsync(this SegmentationClient client, byte[] bytes, string contentType, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };
        return await client.UploadAsync(content, cancellationToken);
    }
}
