using System.Net;
using System.Net.Http.Headers;

namespace SegFunctions.Local.Client;

/// <summary>A file as a request's body, read while it is sent, and from the beginning whenever the request is retried.</summary>
internal sealed class FileContent : HttpContent
{
    private const int BufferBytes = 81_920;

    private readonly FileStream _file;
    private readonly long _length;

    /// <param name="file">Its position is not changed, and it is not closed. What is appended to it after this call is not sent.</param>
    /// <param name="contentType">The body's media type.</param>
    public FileContent(FileStream file, string contentType)
    {
        (_file, _length) = (file, file.Length);
        Headers.ContentType = new MediaTypeHeaderValue(contentType);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        for (var sent = 0L; sent < _length;)
        {
            var wanted = buffer.AsMemory(0, (int)Math.Min(BufferBytes, _length - sent));
            var read = await RandomAccess.ReadAsync(_file.SafeFileHandle, wanted, sent, cancellationToken);
            if (read == 0)
            {
                throw new EndOfStreamException("The file became shorter while it was sent.");
            }

            await stream.WriteAsync(wanted[..read], cancellationToken);
            sent += read;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }
}
