namespace SegFunctions.Inference.Postprocessing.Outlines;

/// <summary>The outline of one connected component of a mask. Zero-width cuts join its holes to it, so that it is a single ring.</summary>
/// <param name="Vertices">
/// 3 to <see cref="MostVertices"/>, clockwise, as fractions of the picture's width and height, 0–1, with six decimals; the last vertex joins the first.
/// </param>
public sealed record MaskOutline(IReadOnlyList<OutlinePoint> Vertices)
{
    public const int MostVertices = 1000;

    private const int Decimals = 6;

    /// <summary>
    /// One outline per connected component, largest first. When it is filled, its intersection over union with the component is at least 0.99, unless that
    /// takes more vertices or the component has more than a hundred holes.
    /// </summary>
    public static IReadOnlyList<MaskOutline> Find(BinaryMask mask)
    {
        var pieces = MaskComponents.Find(mask, value: true);
        return
        [
            .. RingTracer.Trace(mask, pieces)
                .GroupBy(ring => ring.Piece)
                .OrderByDescending(rings => pieces.Areas[rings.Key])
                .Select(rings => PieceOutline.Make([.. rings], MostVertices))
                .Select(points => new MaskOutline(points.ConvertAll(point => Normalize(point, mask)))),
        ];
    }

    private static OutlinePoint Normalize(OutlinePoint point, BinaryMask mask) =>
        new(Math.Round(point.X / mask.Width, Decimals), Math.Round(point.Y / mask.Height, Decimals));
}

/// <summary>A point on or between pixels: a pixel's left edge is at its index, its center half a unit further.</summary>
public readonly record struct OutlinePoint(double X, double Y);
