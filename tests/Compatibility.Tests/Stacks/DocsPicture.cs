using NetVips;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>
/// Compares a picture of the README with what it shows. With <c>SEGFUNCTIONS_WRITE_PICTURES=1</c> it is written first. Masks differ a little from one processor
/// to another, and so may the pictures.
/// </summary>
internal static class DocsPicture
{
    private const int Quality = 85;

    /// <param name="name">In <c>docs</c>.</param>
    /// <param name="picture">As it is now.</param>
    /// <param name="tolerance">Mean difference of all bytes, of 255. A mask of a twentieth of a picture that is missing is about 3.</param>
    /// <param name="scale">At which both are compared, up to 1: what is smaller than a pixel there may differ.</param>
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
