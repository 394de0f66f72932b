using NetVips;
using SegFunctions.Benchmarks.Accuracy;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Benchmarks.Comparison;

/// <summary>What two builds segmented for one prompt, all segments merged into one mask.</summary>
/// <param name="Kind">The prompt's kind.</param>
/// <param name="Photo">Path of the picture.</param>
/// <param name="Object">What the prompt asks for.</param>
/// <param name="Mine">This build's mask.</param>
/// <param name="Other">The other build's mask.</param>
/// <param name="Truth">The human annotation.</param>
internal sealed record ComparedMask(string Kind, string Photo, string Object, BinaryMask Mine, BinaryMask Other, BinaryMask Truth)
{
    /// <summary>IoU with each other, 0–1; 1 if both are empty.</summary>
    public double Agreement { get; } = Mine.CountArea() + Other.CountArea() == 0 ? 1 : Scores.Overlap(Mine, Other);

    public double MineTrue { get; } = Scores.Overlap(Mine, Truth);

    public double OtherTrue { get; } = Scores.Overlap(Other, Truth);

    public string Name => $"{Kind} {Path.GetFileName(Photo)} {Object}";

    /// <summary>The photo three times from left to right, with this build's mask, the other's, and the truth; outside the mask it is dark.</summary>
    public void Save(string path)
    {
        using var photo = Image.NewFromFile(Photo);
        using var upright = photo.Autorot();
        using var color = upright.Colourspace(Enums.Interpretation.Srgb);
        Image[] parts = [.. ((BinaryMask[])[Mine, Other, Truth]).Select(mask => Darken(color, mask))];
        using var strip = Image.Arrayjoin(parts, across: parts.Length, shim: 4);
        strip.Pngsave(path);
        foreach (var part in parts)
        {
            part.Dispose();
        }
    }

    private static Image Darken(Image photo, BinaryMask mask)
    {
        var bytes = new byte[mask.Width * mask.Height];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = mask[i % mask.Width, i / mask.Width] ? (byte)255 : (byte)0;
        }

        using var inside = Image.NewFromMemoryCopy(bytes, mask.Width, mask.Height, 1, Enums.BandFormat.Uchar);
        using var scaled = photo * 0.25;
        using var dark = scaled.Cast(Enums.BandFormat.Uchar);
        return inside.Ifthenelse(photo, dark);
    }
}
