using NetVips;

namespace SegFunctions.Benchmarks;

/// <summary>Makes any number of photos, no two with the same pixels, because a picture's features are kept: each further round is cropped by one more pixel.</summary>
internal static class DistinctPhotos
{
    private const int Quality = 92;

    /// <param name="photos">At least one path.</param>
    /// <param name="count">How many files to make.</param>
    /// <param name="folder">Receives the files.</param>
    /// <returns>Their paths.</returns>
    public static IReadOnlyList<string> Make(IReadOnlyList<string> photos, int count, string folder)
    {
        Directory.CreateDirectory(folder);
        return [.. Enumerable.Range(0, count).Select(i => Crop(photos[i % photos.Count], i / photos.Count, Path.Combine(folder, $"{i:D4}.jpg")))];
    }

    private static string Crop(string source, int pixels, string target)
    {
        using var photo = Image.NewFromFile(source);
        using var upright = photo.Autorot();
        using var part = upright.Crop(pixels, 0, upright.Width - pixels, upright.Height);
        part.Jpegsave(target, q: Quality);
        return target;
    }
}
