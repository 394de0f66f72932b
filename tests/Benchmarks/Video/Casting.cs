using NetVips;
using SegFunctions.Benchmarks.Accuracy;
using SegFunctions.Inference.Tests.Video.Made;

namespace SegFunctions.Benchmarks.Video;

/// <summary>Cutouts and backgrounds from photos with known objects.</summary>
/// <param name="photos">Photos with their annotations.</param>
internal sealed class Casting(IReadOnlyList<GroundTruth> photos)
{
    // Fractions of the photo: large enough to be seen, small enough to be a thing in it.
    private const double SmallestPart = 0.01;
    private const double LargestPart = 0.35;

    // Pixels between a complete object and the photo's edge.
    private const int Margin = 1;

    /// <summary>Every object that is complete and of a suitable size, in the order of the photos.</summary>
    public IEnumerable<(GroundTruth Photo, TrueObject Object)> Candidates => photos.SelectMany(photo => photo.Objects
        .Where(IsWhole)
        .Select(found => (photo, found)));

    /// <summary>A photo that fills a clip's frame.</summary>
    public static Image Background(GroundTruth photo, int width, int height)
    {
        using var loaded = Image.NewFromFile(photo.Path);
        return Cutouts.Fill(loaded, width, height);
    }

    /// <summary>An object, cropped, with everything else transparent.</summary>
    public static Image Cutout(GroundTruth photo, TrueObject found)
    {
        using var loaded = Image.NewFromFile(photo.Path);
        return Cutouts.Cut(loaded, found.Mask);
    }

    private static bool IsWhole(TrueObject found)
    {
        var area = (double)found.Mask.CountArea() / found.Mask.Width / found.Mask.Height;
        return area is > SmallestPart and < LargestPart
            && found.Mask.FindBox() is { } box
            && box.X >= Margin
            && box.Y >= Margin
            && box.X + box.Width <= found.Mask.Width - Margin
            && box.Y + box.Height <= found.Mask.Height - Margin;
    }
}
