using System.Buffers.Binary;

namespace SegFunctions.Inference.Video.Rendering;

/// <summary>
/// Raw frames with times, in the one format in which ffmpeg reads both from a pipe: Matroska (RFC 9559), with a cluster for each frame and times in microseconds.
/// </summary>
/// <param name="target">ffmpeg's input.</param>
/// <param name="width">Pixels.</param>
/// <param name="height">Pixels.</param>
/// <param name="format">Four characters: <c>RGB</c> followed by the bit depth 24, or <c>RGBA</c>.</param>
internal sealed class RawFilm(Stream target, int width, int height, string format)
{
    private const int NanosecondsPerTick = 1000;

    // An unknown size, for elements written as a stream.
    private static readonly byte[] Endless = [0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        var header = Element(0x1A45DFA3, [.. Text(0x4282, "matroska"), .. Number(0x4287, 4), .. Number(0x4285, 2)]);
        var information = Element(0x1549A966, [.. Number(0x2AD7B1, NanosecondsPerTick), .. Text(0x4D80, "segfunctions"), .. Text(0x5741, "segfunctions")]);
        var video = Element(0xE0, [.. Number(0xB0, (ulong)width), .. Number(0xBA, (ulong)height), .. Text(0x2EB524, format)]);
        var track = Element(0xAE, [.. Number(0xD7, 1), .. Number(0x73C5, 1), .. Number(0x83, 1), .. Text(0x86, "V_UNCOMPRESSED"), .. video]);
        byte[] start = [.. header, .. Id(0x18538067), .. Endless, .. information, .. Element(0x1654AE6B, track)];
        await target.WriteAsync(start, cancellationToken);
    }

    /// <param name="seconds">When the frame is shown, 0 or more.</param>
    /// <param name="pixels">Rows without padding.</param>
    /// <param name="cancellationToken">Stops writing, even in the middle of a frame.</param>
    public async Task WriteAsync(double seconds, ReadOnlyMemory<byte> pixels, CancellationToken cancellationToken)
    {
        var time = Number(0xE7, (ulong)Math.Round(seconds * 1e9 / NanosecondsPerTick));

        // Track 1, the cluster's time, a key frame.
        byte[] block = [0x81, 0, 0, 0x80];
        byte[] blockStart = [.. Id(0xA3), .. Size((ulong)(block.Length + pixels.Length)), .. block];
        byte[] start = [.. Id(0x1F43B675), .. Size((ulong)(time.Length + blockStart.Length + pixels.Length)), .. time, .. blockStart];
        await target.WriteAsync(start, cancellationToken);
        await target.WriteAsync(pixels, cancellationToken);
    }

    private static byte[] Text(uint id, string text) => Element(id, System.Text.Encoding.ASCII.GetBytes(text));

    private static byte[] Number(uint id, ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return Element(id, bytes);
    }

    private static byte[] Element(uint id, byte[] content) => [.. Id(id), .. Size((ulong)content.Length), .. content];

    private static byte[] Id(uint id)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, id);
        return bytes[bytes.AsSpan().IndexOfAnyExcept((byte)0)..];
    }

    /// <summary>Always eight bytes.</summary>
    private static byte[] Size(ulong size)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, size);
        bytes[0] = 0x01;
        return bytes;
    }
}
