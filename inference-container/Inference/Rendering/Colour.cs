namespace SegFunctions.Inference.Rendering;

/// <summary>An sRGB colour.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>Of <see cref="Over(Span{byte}, int)"/>: the pixels are replaced.</summary>
    public const int Opaque = 256;

    // Okabe and Ito, Color Universal Design, 2008: told apart by people with any of the three kinds of color blindness. Neighbors are far apart in lightness too.
    private static readonly Colour[] Distinct =
    [
        new(230, 159, 0), new(0, 114, 178), new(240, 228, 66), new(213, 94, 0), new(86, 180, 233), new(0, 158, 115), new(204, 121, 167),
    ];

    /// <summary>Nearly black.</summary>
    public static Colour Ink { get; } = new(16, 16, 20);

    public static Colour Paper { get; } = new(255, 255, 255);

    /// <summary>What can be read on this colour: ink or paper.</summary>
    public Colour Readable => ContrastWith(Ink) >= ContrastWith(Paper) ? Ink : Paper;

    /// <summary>How many colours <see cref="Of"/> has before it repeats.</summary>
    public static int Count => Distinct.Length;

    /// <summary>The colour of the n-th object.</summary>
    public static Colour Of(int index) => Distinct[index % Distinct.Length];

    /// <summary>Contrast as WCAG 2.2 defines it, 1–21.</summary>
    public double ContrastWith(Colour other)
    {
        var (first, second) = (Luminance, other.Luminance);
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    /// <summary>Lays the colour over a pixel.</summary>
    /// <param name="pixel">Three bytes, changed in place.</param>
    /// <param name="opacity">0–<see cref="Opaque"/>.</param>
    public void Over(Span<byte> pixel, int opacity)
    {
        var rest = Opaque - opacity;
        pixel[0] = (byte)(((pixel[0] * rest) + (Red * opacity)) >> 8);
        pixel[1] = (byte)(((pixel[1] * rest) + (Green * opacity)) >> 8);
        pixel[2] = (byte)(((pixel[2] * rest) + (Blue * opacity)) >> 8);
    }

    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static double Linear(byte channel) => channel / 255.0 is var value && value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
}
