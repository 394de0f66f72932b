using NetVips;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Rendering;

/// <summary>The picture with everything but an object transparent: RGBA at the picture's size. Where nothing shows, nothing of the picture is kept.</summary>
public static class CutoutPng
{
    private const int Compression = 4;

    /// <param name="picture">Whole.</param>
    /// <param name="matte">At the picture's size.</param>
    public static byte[] Encode(Picture picture, Matte matte)
    {
        using var shown = matte.Image > 0;
        using var pixels = shown.Ifthenelse(picture.Whole, new double[] { 0, 0, 0 });
        using var cutout = pixels.Bandjoin(matte.Image);
        using var coloured = cutout.Copy(interpretation: Enums.Interpretation.Srgb);

        // The colour profile belongs to the pixels; what a camera noted about place and owner does not leave the service.
        return coloured.PngsaveBuffer(compression: Compression, keep: Enums.ForeignKeep.Icc);
    }
}
