using System.Collections.Concurrent;
using SegFunctions.Contract;

namespace SegFunctions.Inference.Pictures;

/// <summary>What can be said of a picture without its pixels once they were seen.</summary>
/// <param name="Width">Width of the whole picture as displayed, pixels.</param>
/// <param name="Height">Height of the whole picture as displayed, pixels.</param>
/// <param name="IsTransparent">Whether any pixel is transparent.</param>
internal sealed record PictureFacts(int Width, int Height, bool IsTransparent)
{
    private const int MaxHashes = 64;

    private readonly ConcurrentDictionary<PixelBox, string> _hashes = new();

    public static PictureFacts Of(Picture picture) => new(picture.Width, picture.Height, picture.IsTransparent);

    /// <param name="region">Pixels of the picture.</param>
    /// <param name="compute">Is called if it is not known.</param>
    /// <returns>See <see cref="PictureSource.GetSha256"/>.</returns>
    public string GetSha256(PixelBox region, Func<PixelBox, string> compute)
    {
        if (_hashes.TryGetValue(region, out var known))
        {
            return known;
        }

        var hash = compute(region);
        if (_hashes.Count < MaxHashes)
        {
            _hashes.TryAdd(region, hash);
        }

        return hash;
    }
}
