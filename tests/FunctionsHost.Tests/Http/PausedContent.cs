using System.Net;

namespace FunctionsHost.Tests.Http;

/// <summary>Sends an <c>a</c> at once and a <c>b</c> when it may.</summary>
internal sealed class PausedContent(Task rest) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync("a"u8.ToArray());
        await stream.FlushAsync();
        await rest;
        await stream.WriteAsync("b"u8.ToArray());
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
