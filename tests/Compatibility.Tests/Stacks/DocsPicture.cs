using NetVips;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>
/// Compares a picture of the README with what it shows. With <c>SEGFUNCTIONS_WRITE_PICTURES=1</c> it is written first. Masks, and thus pictures, may differ
/// slightly between processors.
/// </summary>
internal static class DocsPicture
{
    private const int Quality = 85;

    /// <param name="name">A file in <c>docs</c>.</param>
    /// <param name="picture">The picture as it is now.</param>
    /// <param name="tolerance">Maximum mean difference of all bytes, out of 255. A missing mask of a twentieth of a picture makes about 3.</param>
    /// <param name="scale">Scale for the comparison, up to 1: details smaller than a pixel at that scale may differ.</param>
    public static void Check(string name, Image picture, double tolerance = 1, double scale = 1)
    {
        var path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../docs", name));
        var bytes = picture.JpegsaveBuffer(q: Quality);
        if (Environment.GetEnvironmentVariable("SEGFUNCTIONS_WRITE_PICTURES") == "1")
        {
            File.WriteAllBytes(path, bytes);
        }

        using var kept = Image.NewFromFile(path);
        using var made = Image.NewFromBuffer(bytes);
        Assert.Equal((kept.Width, kept.Height, kept.Bands), (made.Width, made.Height, made.Bands));
        using var difference = (kept.Resize(scale) - made.Resize(scale)).Abs();
        Assert.True(difference.Avg() <= tolerance, $"{name} is another picture: the mean difference is {difference.Avg():F2}.");
    }
}
