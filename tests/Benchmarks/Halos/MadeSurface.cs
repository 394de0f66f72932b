namespace SegFunctions.Benchmarks.Halos;

/// <summary>The colors of a generated thing or background: two shades of a hue, mixed by a pattern.</summary>
internal sealed class MadeSurface(Random chance, double hue)
{
    private readonly float[] _dark = Color(hue, 0.35 + (chance.NextDouble() * 0.5), 0.15 + (chance.NextDouble() * 0.4));
    private readonly float[] _light = Color(hue + 0.06, 0.2 + (chance.NextDouble() * 0.5), 0.55 + (chance.NextDouble() * 0.45));
    private readonly uint _seed = (uint)chance.Next();
    private readonly double _grain = 6 + (chance.NextDouble() * 40);

    /// <summary>Texture, lit from the left.</summary>
    public void PaintThing(float[] colors) => Paint(colors, (x, y) => Texture(x, y) * (1.1 - (0.5 * x / MadePicture.Width)));

    /// <param name="colors">Filled.</param>
    /// <param name="kind">0 for texture, 1 for a bright wall, 2 for a grating, 3 for discs of light out of focus.</param>
    public void PaintBackground(float[] colors, int kind)
    {
        var discs = Enumerable.Range(0, 40).Select(_ => (
            X: chance.NextDouble() * MadePicture.Width, Y: chance.NextDouble() * MadePicture.Height, Radius: 15 + (chance.NextDouble() * 60), Light: chance.NextDouble())).ToList();
        Paint(colors, kind switch
        {
            0 => Texture,
            1 => (x, y) => 0.8 + (0.2 * (1 - (y / MadePicture.Height))),
            2 => (x, y) => 0.5 + (0.5 * Math.Sin((x + (0.4 * y)) * Math.Tau / (2 * _grain))),
            _ => (x, y) => 0.15 + discs.Sum(disc => disc.Light * Math.Clamp((disc.Radius - Math.Sqrt(Square(x - disc.X) + Square(y - disc.Y))) / 8, 0, 0.6)),
        });
    }

    private void Paint(float[] colors, Func<double, double, double> pattern)
    {
        for (var i = 0; i < colors.Length; i += MadePicture.Bands)
        {
            var pixel = i / MadePicture.Bands;
            var part = (float)Math.Clamp(pattern(pixel % MadePicture.Width, pixel / MadePicture.Width), 0, 1);
            for (var band = 0; band < MadePicture.Bands; band++)
            {
                colors[i + band] = 255 * (_dark[band] + (part * (_light[band] - _dark[band])));
            }
        }
    }

    /// <returns>Four octaves of smooth noise, 0–1.</returns>
    private double Texture(double x, double y)
    {
        var (sum, weight, size) = (0.0, 0.5, _grain * 4);
        for (var octave = 0u; octave < 4; octave++)
        {
            sum += weight * Noise(x / size, y / size, _seed + octave);
            (weight, size) = (weight / 2, size / 2);
        }

        return Math.Clamp(((sum - 0.47) * 2.2) + 0.5, 0, 1);
    }

    private static double Noise(double x, double y, uint seed)
    {
        var (column, row) = (Math.Floor(x), Math.Floor(y));
        var (right, down) = (Smooth(x - column), Smooth(y - row));
        var (left, top) = ((int)column, (int)row);
        return Mix(
            Mix(Chance(left, top, seed), Chance(left + 1, top, seed), right),
            Mix(Chance(left, top + 1, seed), Chance(left + 1, top + 1, seed), right),
            down);
    }

    private static double Chance(int x, int y, uint seed)
    {
        unchecked
        {
            var number = ((uint)x * 374761393u) + ((uint)y * 668265263u) + (seed * 2246822519u);
            number = (number ^ (number >> 13)) * 1274126177u;
            return ((number ^ (number >> 16)) & 0xFFFFFF) / (double)0x1000000;
        }
    }

    private static double Smooth(double part) => part * part * (3 - (2 * part));

    private static double Mix(double from, double to, double part) => from + ((to - from) * part);

    private static double Square(double number) => number * number;

    private static float[] Color(double hue, double saturation, double light) =>
        [.. new[] { 0.0, 1 / 3.0, 2 / 3.0 }.Select(shift => (float)(light * (1 - (saturation * (0.5 - (0.5 * Math.Cos((hue + shift) * Math.Tau)))))))];
}
