using NetVips;

namespace SegFunctions.Benchmarks.Memory;

/// <summary>A realistic mix of photos: no two with the same pixels, up to 16 megapixels, landscape and portrait, wide and square.</summary>
internal static class MixedPhotos
{
    private const int Quality = 90;
    private const int Proportions = 5;

    // Millions of pixels; 0 leaves a photo as it is.
    private static readonly double[] Megapixels = [0, 16, 2, 0, 8, 12, 0, 4, 16, 1];

    /// <param name="photos">At least one path.</param>
    /// <param name="number">The index of the photo to make from them.</param>
    /// <returns>A JPEG file.</returns>
    public static byte[] Make(IReadOnlyList<string> photos, int number)
    {
        using var photo = Image.NewFromFile(photos[number % photos.Count]);
        using var upright = photo.Autorot();
        var cut = number / photos.Count;
        using var part = upright.Crop(cut, 0, upright.Width - cut, upright.Height);
        using var shaped = Shape(part, number % Proportions);
        var size = Megapixels[number % Megapixels.Length] * 1e6;
        using var scaled = size == 0 ? shaped.Copy() : shaped.Resize(Math.Sqrt(size / ((double)shaped.Width * shaped.Height)));
        return scaled.JpegsaveBuffer(q: Quality);
    }

    private static Image Shape(Image photo, int proportions) => proportions switch
    {
        1 => photo.Rot90(),
        2 => photo.Crop(0, 0, photo.Width, photo.Height * 2 / 3),
        3 => photo.Crop(0, 0, Math.Min(photo.Width, photo.Height), Math.Min(photo.Width, photo.Height)),
        _ => photo.Copy(),
    };
}
