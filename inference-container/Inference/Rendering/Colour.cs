namespace SegFunctions.Inference.Rendering;

/// <summary>An sRGB colour.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    // Light and saturated, neighbours far apart in hue: dark ink reads on each of them.
    private static readonly Colour[] Distinct =
    [
        new(255, 99, 72), new(46, 213, 115), new(83, 152, 255), new(255, 211, 42), new(224, 86, 253),
        new(24, 220, 255), new(255, 159, 26), new(196, 229, 56), new(253, 121, 168), new(170, 166, 255),
    ];

    public static Colour Ink { get; } = new(16, 16, 20);

    /// <summary>The colour of the n-th object; repeats after ten.</summary>
    public static Colour Of(int index) => Distinct[index % Distinct.Length];

    /// <summary>Lays the colour over pixels.</summary>
    /// <param name="pixels">Three bytes each, changed in place.</param>
    /// <param name="opacity">0–256; 256 replaces the pixels.</param>
    public void Over(Span<byte> pixels, int opacity)
    {
        var (red, green, blue, rest) = (Red * opacity, Green * opacity, Blue * opacity, 256 - opacity);
        for (var i = 0; i + 2 < pixels.Length; i += 3)
        {
            pixels[i] = (byte)(((pixels[i] * rest) + red) >> 8);
            pixels[i + 1] = (byte)(((pixels[i + 1] * rest) + green) >> 8);
            pixels[i + 2] = (byte)(((pixels[i + 2] * rest) + blue) >> 8);
        }
    }
}
