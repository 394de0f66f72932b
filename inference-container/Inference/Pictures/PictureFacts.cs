using System.Collections.Concurrent;
using SegFunctions.Contract;

namespace SegFunctions.Inference.Pictures;

/// <summary>What remains known of a picture once its pixels have been decoded and discarded.</summary>
/// <param name="Width">Width of the whole picture as displayed, pixels.</param>
/// <param name="Height">Height of the whole picture as displayed, pixels.</param>
/// <param name="IsTransparent">Whether any pixel is transparent.</param>
internal sealed record PictureFacts(int Width, int Height, bool IsTransparent)
{
    /// <summary>A long picture has some 80 regions; regions of subjects can be arbitrary.</summary>
    private const int MaxHashes = 256;

    private readonly ConcurrentDictionary<PixelBox, string> _hashes = new();

    public static PictureFacts Of(Picture picture) => new(picture.Width, picture.Height, picture.IsTransparent);

    /// <returns>The hash last passed to <see cref="Remember"/> for the region; null if that is forgotten.</returns>
    public string? FindSha256(PixelBox region) => _hashes.GetValueOrDefault(region);

    public void Remember(PixelBox region, string sha256)
    {
        // Hashes that are still needed will soon be added again.
        if (_hashes.Count >= MaxHashes && !_hashes.ContainsKey(region))
        {
            _hashes.Clear();
        }

        _hashes[region] = sha256;
    }
}
