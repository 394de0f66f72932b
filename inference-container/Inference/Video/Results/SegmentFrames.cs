using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SegFunctions.Contract;

namespace SegFunctions.Inference.Video.Results;

/// <summary>Gzipped lines of JSON, in order of time: how frames are stored and published.</summary>
internal static class SegmentFrames
{
    public static async IAsyncEnumerable<TFrame> ReadAsync<TFrame>(Stream compressed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var unpacked = new GZipStream(compressed, CompressionMode.Decompress);
        using var lines = new StreamReader(unpacked);
        while (await lines.ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            yield return JsonSerializer.Deserialize<TFrame>(line, ContractJson.Options)!;
        }
    }

    /// <summary>Starts writing lines.</summary>
    /// <param name="target">Left open.</param>
    public static GZipStream Open(Stream target) => new(target, CompressionLevel.Fastest, leaveOpen: true);

    public static async Task WriteLineAsync<TFrame>(Stream target, TFrame frame, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(target, frame, ContractJson.Options, cancellationToken);
        target.WriteByte((byte)'\n');
    }
}
