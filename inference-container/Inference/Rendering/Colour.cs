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

    /// <summary>Lays the colour over a pixel.</summary>
    /// <param name="pixel">Three bytes, changed in place.</param>
    /// <param name="opacity">0–256; 256 replaces the pixel.</param>
    public void Over(Span<byte> pixel, int opacity)
    {
        pixel[0] = (byte)(((pixel[0] * (256 - opacity)) + (Red * opacity)) >> 8);
        pixel[1] = (byte)(((pixel[1] * (256 - opacity)) + (Green * opacity)) >> 8);
        pixel[2] = (byte)(((pixel[2] * (256 - opacity)) + (Blue * opacity)) >> 8);
    }
}
