using NetVips;

namespace SegFunctions.Benchmarks.Halos;

/// <summary>
/// A thing in front of a background, both known at every pixel. Its number determines what it looks like: a blob with or without
/// strands, an edge from sharp to blurred by 12 pixels, two colors with texture and shading, in front of texture, a studio wall, a grating or discs of light.
/// </summary>
internal sealed class MadePicture
{
    public const int Width = 960;
    public const int Height = 720;
    public const int Bands = 3;

    private const int Pixels = Width * Height;

    private MadePicture(byte[] seen, float[] thing, float[] alpha) => (Seen, Thing, Alpha) = (seen, thing, alpha);

    /// <summary>The picture a camera would take: <c>alpha × thing + (1 − alpha) × background</c>, rounded.</summary>
    public byte[] Seen { get; }

    /// <summary>The thing's own colors, 0–255, even where it does not show.</summary>
    public float[] Thing { get; }

    /// <summary>0–1.</summary>
    public float[] Alpha { get; }

    /// <param name="number">Any number; the same number gives the same picture.</param>
    public static MadePicture Make(int number)
    {
        var chance = new Random(number);
        var alpha = new MadeShape(chance).Draw();
        var (thing, background) = (new float[Pixels * Bands], new float[Pixels * Bands]);
        var hue = chance.NextDouble();
        new MadeSurface(chance, hue).PaintThing(thing);
        new MadeSurface(chance, hue + 0.25 + (chance.NextDouble() / 2)).PaintBackground(background, number % 4);
        var seen = new byte[Pixels * Bands];
        for (var i = 0; i < seen.Length; i++)
        {
            var opacity = alpha[i / Bands];
            seen[i] = (byte)Math.Clamp(MathF.Round((opacity * thing[i]) + ((1 - opacity) * background[i])), 0, 255);
        }

        return new MadePicture(seen, thing, alpha);
    }

    public void Save(string path)
    {
        using var image = Image.NewFromMemory(Seen, Width, Height, Bands, Enums.BandFormat.Uchar);
        using var colored = image.Copy(interpretation: Enums.Interpretation.Srgb);
        colored.Pngsave(path);
    }
}
