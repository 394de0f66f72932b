using NetVips;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Postprocessing.Edges;

namespace SegFunctions.Inference.Rendering;

/// <summary>
/// An object with everything else transparent: RGBA in sRGB at the picture's size, with the object's own colors along its edge. What could be seen
/// through in the picture can be in the cut-out too, in the picture's colors. Away from the object nothing of the picture is kept.
/// </summary>
public static class CutoutPng
{
    private const int Compression = 4;

    /// <param name="picture">Whole.</param>
    /// <param name="matte">At the picture's size.</param>
    public static byte[] Encode(Picture picture, Matte matte)
    {
        if (picture.IsTransparent)
        {
            using var faded = FadeMore(picture, matte);
            return Save(faded);
        }

        using var pixels = EdgeColors.Clean(picture, matte);
        using var cutout = pixels.AsImage();
        return Save(cutout);
    }

    /// <remarks>A picture that is transparent already has its object's colors along its edges.</remarks>
    private static Image FadeMore(Picture picture, Matte matte)
    {
        using var alpha = Multiply(matte.Image, picture.FindAlpha()!);
        using var shown = alpha > 0;
        using var colors = picture.Colors;
        using var pixels = shown.Ifthenelse(colors, new double[] { 0, 0, 0 });
        return pixels.Bandjoin(alpha);
    }

    private static Image Multiply(Image matte, Image alpha)
    {
        using (alpha)
        using (var product = matte * alpha)
        using (var scaled = product.Linear([1.0 / Transparency.Opaque], [0.5]))
        {
            return scaled.Cast(Enums.BandFormat.Uchar);
        }
    }

    private static byte[] Save(Image cutout)
    {
        using var colored = cutout.Copy(interpretation: Enums.Interpretation.Srgb);

        // What a camera noted about place and owner does not leave the service.
        return colored.PngsaveBuffer(compression: Compression, keep: Enums.ForeignKeep.None);
    }
}
