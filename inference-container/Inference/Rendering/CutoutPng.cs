using NetVips;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Rendering;

/// <summary>
/// The picture's own colors with everything but an object transparent: RGBA at the picture's size. What could be seen through in the picture
/// can be in the cut-out too. Where nothing shows, nothing of the picture is kept.
/// </summary>
public static class CutoutPng
{
    private const int Compression = 4;

    /// <param name="picture">Whole.</param>
    /// <param name="matte">At the picture's size.</param>
    public static byte[] Encode(Picture picture, Matte matte)
    {
        using var alpha = Multiply(matte.Image, picture.FindAlpha());
        using var shown = alpha > 0;
        using var colors = picture.Colors;
        using var pixels = shown.Ifthenelse(colors, new double[] { 0, 0, 0 });
        using var cutout = pixels.Bandjoin(alpha);
        using var colored = cutout.Copy(interpretation: Enums.Interpretation.Srgb);

        // The color profile belongs to the pixels; what a camera noted about place and owner does not leave the service.
        return colored.PngsaveBuffer(compression: Compression, keep: Enums.ForeignKeep.Icc);
    }

    private static Image Multiply(Image matte, Image? alpha)
    {
        if (alpha is null)
        {
            return matte.Copy();
        }

        using (alpha)
        using (var product = matte * alpha)
        using (var scaled = product.Linear([1.0 / Transparency.Opaque], [0.5]))
        {
            return scaled.Cast(Enums.BandFormat.Uchar);
        }
    }
}
