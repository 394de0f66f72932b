using System.Text;

namespace SegFunctions.Local.Segmenting;

/// <summary>Reads pictures and videos: detects their type, and limits their size.</summary>
internal static class PictureBytes
{
    public const string KnownTypes = "JPEG, PNG, WebP, MP4, MOV, WebM, MKV or AVI";

    /// <summary>The workers' default limit.</summary>
    private const long MaxPictureBytes = 100_000_000;

    /// <summary>The most that a storage account accepts in one request; the server's own limit may be lower.</summary>
    private const long MaxVideoBytes = 5_000_000_000;

    private const int HeadBytes = 12;

    /// <summary>Brands of picture formats whose container is the same as MP4's.</summary>
    private static readonly string[] PictureBrands = ["avif", "avis", "heic", "heix", "heim", "heis", "mif1", "msf1"];

    /// <returns>A media type; null if it is not a picture or video that can be sent.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to read the file.</exception>
    public static string? FindTypeOf(string path)
    {
        using var file = File.OpenRead(path);
        return FindType(file);
    }

    /// <inheritdoc cref="FindTypeOf"/>
    public static string? FindType(Stream picture)
    {
        var head = new byte[HeadBytes];
        return FindType(head.AsSpan(0, picture.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false)));
    }

    /// <summary>Whether the file is a pipe, so that reading consumes it. An empty file counts as one.</summary>
    public static bool IsPipe(FileStream file) => file is not { CanSeek: true, Length: > 0 };

    /// <summary>Opens a file that is about to be sent.</summary>
    /// <exception cref="IOException">The file cannot be read, or is too large.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no permission to read the file.</exception>
    public static FileStream Open(string path, string contentType)
    {
        var file = File.OpenRead(path);
        try
        {
            ThrowIfLarger(file.Length, contentType);
            return file;
        }
        catch
        {
            // On any failure the caller does not get the file, so it is closed here.
            file.Dispose();
            throw;
        }
    }

    /// <summary>Copies a stream that can be read only once into a file.</summary>
    /// <exception cref="IOException">Reading or writing failed, or the limit is exceeded.</exception>
    public static async Task SpoolAsync(Stream source, string path, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        var buffer = new byte[81_920];
        var (copied, type) = (0L, (string?)null);
        for (var read = await source.ReadAtLeastAsync(buffer, HeadBytes, throwOnEndOfStream: false, cancellationToken); read > 0; read = await source.ReadAsync(buffer, cancellationToken))
        {
            type = copied == 0 ? FindType(buffer.AsSpan(0, read)) : type;
            copied += read;
            ThrowIfLarger(copied, type);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    private static string? FindType(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) ? "video/x-matroska"
        : head.Length < HeadBytes ? null
        : head.StartsWith("RIFF"u8) ? FindRiffType(head[8..])
        : head[4..].StartsWith("ftyp"u8) ? FindBrandType(Encoding.ASCII.GetString(head[8..]))
        : null;

    private static string? FindRiffType(ReadOnlySpan<byte> form) =>
        form.StartsWith("WEBP"u8) ? "image/webp" : form.StartsWith("AVI "u8) ? "video/x-msvideo" : null;

    private static string? FindBrandType(string brand) =>
        PictureBrands.Contains(brand) ? null : brand == "qt  " ? "video/quicktime" : "video/mp4";

    private static void ThrowIfLarger(long bytes, string? contentType)
    {
        var most = contentType?.StartsWith("video/", StringComparison.Ordinal) == true ? MaxVideoBytes : MaxPictureBytes;
        if (bytes > most)
        {
            throw new IOException($"It has more than {most / 1_000_000} MB.");
        }
    }
}
