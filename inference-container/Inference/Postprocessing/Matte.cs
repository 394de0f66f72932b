using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Postprocessing;

/// <summary>How much of each pixel belongs to an object, 0–255, at the picture's size, in libvips' own memory.</summary>
public sealed class Matte : IDisposable
{
    internal const int Opaque = 255;

    internal Matte(Image image) => Image = image;

    public int Width => Image.Width;

    public int Height => Image.Height;

    /// <summary>One 8-bit band.</summary>
    internal Image Image { get; }

    /// <summary>Scales a network's output to a picture's size (bilinear).</summary>
    /// <param name="alpha">[height, width], 0–1; values outside that range are clipped.</param>
    /// <param name="alphaWidth">Width of the network's output.</param>
    /// <param name="alphaHeight">Height of the network's output.</param>
    /// <param name="width">Width of the picture.</param>
    /// <param name="height">Height of the picture.</param>
    public static Matte FromNetwork(ReadOnlySpan<float> alpha, int alphaWidth, int alphaHeight, int width, int height)
    {
        using var small = Image.NewFromMemoryCopy(alpha.ToArray(), alphaWidth, alphaHeight, 1, Enums.BandFormat.Float);
        using var large = PictureScaling.ToSize(small, width, height);
        return FromUnit(large);
    }

    /// <summary>The pixels of which at least the fraction <paramref name="threshold"/>, 0–1, belongs to the object.</summary>
    public BinaryMask ToMask(double threshold)
    {
        using var set = Image >= threshold * Opaque;
        return MaskImage.Read(set);
    }

    /// <summary>Extends this matte, of a region, to the whole picture; this matte is disposed.</summary>
    /// <param name="region">Where this matte lies in the picture; of the same size.</param>
    /// <param name="width">Width of the picture, pixels.</param>
    /// <param name="height">Height of the picture, pixels.</param>
    public Matte Extend(PixelBox region, int width, int height)
    {
        using (Image)
        using (var extended = Image.Embed(region.X, region.Y, width, height))
        {
            return new Matte(extended.CopyMemory());
        }
    }

    public void Dispose() => Image.Dispose();

    /// <param name="alpha">One band of floats, 0–1.</param>
    internal static Matte FromUnit(Image alpha)
    {
        using var scaled = alpha.Linear([Opaque], [0.5]);
        using var bytes = scaled.Cast(Enums.BandFormat.Uchar);
        return new Matte(bytes.CopyMemory());
    }
}
