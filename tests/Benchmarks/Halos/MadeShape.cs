namespace SegFunctions.Benchmarks.Halos;

/// <summary>The shape of a generated thing: a blob in the middle of the picture, every other one surrounded by strands of hair.</summary>
internal sealed class MadeShape(Random chance)
{
    private const int Waves = 6;
    private const double Radius = 230;
    private const double Ripple = 34;
    private const double SharpestEdge = 1.2;
    private const double SoftestEdge = 12;
    private const int StrandSteps = 160;

    private readonly (double Size, double Phase)[] _waves =
        [.. Enumerable.Range(2, Waves).Select(wave => (chance.NextDouble() * 2 * Ripple / wave, chance.NextDouble() * Math.Tau))];

    /// <returns>Opacity per pixel, 0–1.</returns>
    public float[] Draw()
    {
        var alpha = new float[MadePicture.Width * MadePicture.Height];
        var isHairy = chance.Next(2) == 0;
        var softness = SharpestEdge * Math.Pow(SoftestEdge / SharpestEdge, chance.NextDouble());
        DrawBlob(alpha, isHairy ? SharpestEdge : softness);
        for (var strand = isHairy ? 220 : 0; strand > 0; strand--)
        {
            DrawStrand(alpha);
        }

        return alpha;
    }

    private void DrawBlob(float[] alpha, double softness)
    {
        for (var i = 0; i < alpha.Length; i++)
        {
            var (x, y) = (X(i % MadePicture.Width), Y(i / MadePicture.Width));
            var inside = Edge(Math.Atan2(y, x)) - Math.Sqrt((x * x) + (y * y));
            var part = Math.Clamp((inside / softness) + 0.5, 0, 1);
            alpha[i] = (float)(part * part * (3 - (2 * part)));
        }
    }

    private void DrawStrand(float[] alpha)
    {
        var (angle, turn) = (chance.NextDouble() * Math.Tau, (chance.NextDouble() - 0.5) * 0.5);
        var (length, width) = (15 + (chance.NextDouble() * 45), 1 + (chance.NextDouble() * 1.5));
        for (var step = 0; step < StrandSteps; step++)
        {
            var part = (double)step / StrandSteps;
            var direction = angle + (turn * part * part);
            var reach = Edge(angle) - 6 + (length * part);
            DrawDot(alpha, reach * Math.Cos(direction), reach * Math.Sin(direction), width * (1 - (0.6 * part)) / 2);
        }
    }

    private static void DrawDot(float[] alpha, double x, double y, double radius)
    {
        var (centerX, centerY) = (x + (MadePicture.Width / 2.0), y + (MadePicture.Height / 2.0));
        for (var row = (int)centerY - 2; row <= centerY + 3; row++)
        {
            for (var column = (int)centerX - 2; column <= centerX + 3; column++)
            {
                var distance = Math.Sqrt(((column - centerX) * (column - centerX)) + ((row - centerY) * (row - centerY)));
                var index = (row * MadePicture.Width) + column;
                alpha[index] = Math.Max(alpha[index], (float)Math.Clamp(radius + 0.5 - distance, 0, Math.Min(1, 2 * radius)));
            }
        }
    }

    private double Edge(double angle) =>
        Radius + _waves.Select((wave, index) => wave.Size * Math.Cos(((index + 2) * angle) + wave.Phase)).Sum();

    private static double X(int column) => column - (MadePicture.Width / 2.0);

    private static double Y(int row) => row - (MadePicture.Height / 2.0);
}
