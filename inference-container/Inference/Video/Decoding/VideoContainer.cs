namespace SegFunctions.Inference.Video.Decoding;

/// <summary>The accepted container formats, recognized by a file's first bytes. ffmpeg never guesses: it knows playlists and other formats that open further files.</summary>
/// <param name="Demuxer">ffmpeg's name for the only demuxer that may run.</param>
/// <param name="Name">For messages.</param>
/// <param name="IsIndexed">Whether seeking to a time never ends up after the frame sought.</param>
internal sealed record VideoContainer(string Demuxer, string Name, bool IsIndexed)
{
    /// <summary>How many bytes are enough to recognize every format.</summary>
    public const int HeadBytes = 377;

    private const int PacketBytes = 188;
    private const byte PacketSync = 0x47;

    /// <returns>Null if the bytes start none of the formats.</returns>
    public static VideoContainer? Find(ReadOnlySpan<byte> head)
    {
        if (head.Length >= 12 && IsMovieBox(head[4..8]))
        {
            return new VideoContainer("mov", "MP4", IsIndexed: true);
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
        {
            return new VideoContainer("matroska", "Matroska", IsIndexed: true);
        }

        if (head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual("AVI "u8))
        {
            return new VideoContainer("avi", "AVI", IsIndexed: false);
        }

        return head.Length >= HeadBytes && head[0] == PacketSync && head[PacketBytes] == PacketSync && head[2 * PacketBytes] == PacketSync
            ? new VideoContainer("mpegts", "MPEG transport stream", IsIndexed: false)
            : null;
    }

    private static bool IsMovieBox(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("ftyp"u8) || type.SequenceEqual("moov"u8) || type.SequenceEqual("mdat"u8) || type.SequenceEqual("wide"u8) || type.SequenceEqual("free"u8);
}
