using System.Net;
using System.Security.Cryptography;

namespace FunctionsHost.Tests.Http;

/// <summary>Many zeros, never in memory at once.</summary>
internal sealed class ZeroContent(long length, bool chunked) : HttpContent
{
    private static readonly byte[] Piece = new byte[65536];
    private long _sent;

    public long Sent => Interlocked.Read(ref _sent);

    public static string Digest(long length)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var left = length; left > 0; left -= Piece.Length)
        {
            digest.AppendData(Piece, 0, (int)Math.Min(left, Piece.Length));
        }

        return Convert.ToHexString(digest.GetCurrentHash());
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        for (var left = length; left > 0; left -= Piece.Length)
        {
            await stream.WriteAsync(Piece.AsMemory(0, (int)Math.Min(left, Piece.Length)));
            Interlocked.Add(ref _sent, Piece.Length);
        }
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return !chunked;
    }
}
