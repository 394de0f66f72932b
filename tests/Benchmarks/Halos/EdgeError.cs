namespace SegFunctions.Benchmarks.Halos;

/// <summary>How far off a cutout is where the truth is half transparent, and nearby.</summary>
internal static class EdgeError
{
    private const int Widening = 3;
    private const int CutoutBands = 4;
    private const float Opaque = 255;
    private static readonly float[] Backgrounds = [0, 255];

    /// <param name="picture">The picture that was cut out.</param>
    /// <param name="cutout">RGBA per pixel.</param>
    /// <returns>
    /// Mean absolute difference per channel, 0–255, between the cutout and the truth, both placed over black and over white, in the pixels whose true alpha is
    /// neither 0 nor 1 and those within 3 pixels of one.
    /// </returns>
    public static double Of(MadePicture picture, ReadOnlySpan<byte> cutout)
    {
        var band = Band(picture.Alpha);
        var (sum, count) = (0.0, 0L);
        for (var i = 0; i < band.Length; i++)
        {
            if (!band[i])
            {
                continue;
            }

            var (alpha, truth) = (cutout[(i * CutoutBands) + MadePicture.Bands] / Opaque, picture.Alpha[i]);
            for (var channel = 0; channel < MadePicture.Bands; channel++)
            {
                foreach (var ground in Backgrounds)
                {
                    var shown = (alpha * cutout[(i * CutoutBands) + channel]) + ((1 - alpha) * ground);
                    sum += Math.Abs(shown - (truth * picture.Thing[(i * MadePicture.Bands) + channel]) - ((1 - truth) * ground));
                    count++;
                }
            }
        }

        return sum / count;
    }

    private static bool[] Band(float[] alpha)
    {
        var band = new bool[alpha.Length];
        for (var i = 0; i < alpha.Length; i++)
        {
            if (alpha[i] is > 0 and < 1)
            {
                Widen(band, i % MadePicture.Width, i / MadePicture.Width);
            }
        }

        return band;
    }

    private static void Widen(bool[] band, int x, int y)
    {
        for (var row = Math.Max(0, y - Widening); row <= Math.Min(MadePicture.Height - 1, y + Widening); row++)
        {
            for (var column = Math.Max(0, x - Widening); column <= Math.Min(MadePicture.Width - 1, x + Widening); column++)
            {
                if (((row - y) * (row - y)) + ((column - x) * (column - x)) <= Widening * Widening)
                {
                    band[(row * MadePicture.Width) + column] = true;
                }
            }
        }
    }
}
