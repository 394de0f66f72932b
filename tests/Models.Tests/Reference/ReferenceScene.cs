namespace SegFunctions.Models.Tests.Reference;

/// <summary>The synthetic picture of <c>scene.js</c>, pixel for pixel.</summary>
internal static class ReferenceScene
{
    public const int Side = 512;

    /// <summary>Height × width × RGB, 0–255.</summary>
    public static float[] Draw()
    {
        var values = new float[Side * Side * 3];
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var (red, green, blue) = Pixel(x, y);
                var at = ((y * Side) + x) * 3;
                (values[at], values[at + 1], values[at + 2]) = (red, green, blue);
            }
        }

        return values;
    }

    private static (int Red, int Green, int Blue) Pixel(int x, int y)
    {
        var grain = (((x * 7) + (y * 13)) ^ (x * y)) % 32;
        var (dx, dy) = (x - 180, y - 210);
        if ((dx * dx) + (dy * dy) < 100 * 100)
        {
            return (200 + grain, 60 + grain, 40 + grain);
        }

        if (x is >= 300 and < 460 && y is >= 150 and < 430)
        {
            return (y >> 4) % 2 == 0 ? (30 + grain, 60 + grain, 160 + grain) : (210 + grain, 200 + grain, 190 + grain);
        }

        return ((x >> 2) + grain, (y >> 2) + 64 + grain, ((x + y) >> 3) + 32 + grain);
    }
}
