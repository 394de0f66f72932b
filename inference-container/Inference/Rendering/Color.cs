namespace SegFunctions.Inference.Rendering;

/// <summary>An sRGB color.</summary>
internal readonly record struct Color(byte Red, byte Green, byte Blue)
{
    /// <summary>The opacity at which <see cref="Over(Span{byte}, int)"/> replaces the pixels.</summary>
    public const int Opaque = 256;

    // Okabe and Ito, Color Universal Design, 2008: distinguishable by people with any of the three kinds of color blindness. Consecutive colors also differ strongly in lightness.
    private static readonly Color[] Distinct =
    [
        new(230, 159, 0), new(0, 114, 178), new(240, 228, 66), new(213, 94, 0), new(86, 180, 233), new(0, 158, 115), new(204, 121, 167),
    ];

    /// <summary>Nearly black.</summary>
    public static Color Ink { get; } = new(16, 16, 20);

    public static Color Paper { get; } = new(255, 255, 255);

    /// <summary>The color of readable text on this one: ink or paper.</summary>
    public Color Readable => ContrastWith(Ink) >= ContrastWith(Paper) ? Ink : Paper;

    /// <summary>How many colors <see cref="Of"/> has before they repeat.</summary>
    public static int Count => Distinct.Length;

    /// <summary>The color of the n-th object.</summary>
    public static Color Of(int index) => Distinct[index % Distinct.Length];

    /// <summary>Contrast as WCAG 2.2 defines it, 1–21.</summary>
    public double ContrastWith(Color other)
    {
        var (first, second) = (Luminance, other.Luminance);
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    /// <summary>Blends the color over a pixel.</summary>
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
