using NetVips;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Rendering;

/// <summary>A soft matte as PNG: grey of 8 bits, white inside and black outside, at the picture's size.</summary>
public static class MattePng
{
    private const int Compression = 4;

    public static byte[] Encode(Matte matte) => matte.Image.PngsaveBuffer(compression: Compression, keep: Enums.ForeignKeep.None);
}
