namespace SegFunctions.Inference.Networks.Detection;

/// <summary>
/// The anchor boxes relative to which TensorFlow's SSD encodes its detections: row by row in grids of 19 to 1 cells per side, three per cell in the first grid and six
/// in the others. Coordinates are fractions of the input's side.
/// </summary>
internal static class SsdAnchors
{
    private const double LeastScale = 0.2;
    private const double GreatestScale = 0.95;

    private static readonly int[] Grids = [19, 10, 5, 3, 2, 1];

    /// <summary>In the order of the network's output rows.</summary>
    public static IReadOnlyList<SsdAnchor> All { get; } = [.. Grids.SelectMany((side, grid) => OfGrid(side, [.. ShapesOf(grid)]))];

    private static IEnumerable<SsdAnchor> OfGrid(int side, (double Scale, double Ratio)[] shapes) =>
        from row in Enumerable.Range(0, side)
        from column in Enumerable.Range(0, side)
        from shape in shapes
        select new SsdAnchor(
            (float)((column + 0.5) / side),
            (float)((row + 0.5) / side),
            (float)(shape.Scale * Math.Sqrt(shape.Ratio)),
            (float)(shape.Scale / Math.Sqrt(shape.Ratio)));

    private static IEnumerable<(double Scale, double Ratio)> ShapesOf(int grid)
    {
        var scale = ScaleOf(grid);
        return grid == 0
            ? [(0.1, 1), (scale, 2), (scale, 0.5)]
            : [(scale, 1), (scale, 2), (scale, 0.5), (scale, 3), (scale, 1.0 / 3), (Math.Sqrt(scale * ScaleOf(grid + 1)), 1)];
    }

    private static double ScaleOf(int grid) => grid == Grids.Length ? 1 : LeastScale + ((GreatestScale - LeastScale) * grid / (Grids.Length - 1));
}

/// <param name="X">Horizontal center.</param>
/// <param name="Y">Vertical center.</param>
internal readonly record struct SsdAnchor(float X, float Y, float Width, float Height);
