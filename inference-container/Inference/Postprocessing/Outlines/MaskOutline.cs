namespace SegFunctions.Inference.Postprocessing.Outlines;

/// <summary>One connected piece of a mask as a closed line; its holes are joined to it by cuts without width, so that it has one ring.</summary>
/// <param name="Vertices">
/// 3 to <see cref="MostVertices"/>, clockwise, as parts of the picture's width and height, 0–1, six decimals; the last joins the first.
/// </param>
public sealed record MaskOutline(IReadOnlyList<OutlinePoint> Vertices)
{
    public const int MostVertices = 1000;

    private const int Decimals = 6;

    /// <summary>
    /// An outline a piece, the largest piece first. Filled again, each has an intersection over union of at least 0.99 with its piece, unless that
    /// takes more vertices or more than a hundred holes.
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
                .Select(points => new MaskOutline(points.ConvertAll(point => Normalise(point, mask)))),
        ];
    }

    private static OutlinePoint Normalise(OutlinePoint point, BinaryMask mask) =>
        new(Math.Round(point.X / mask.Width, Decimals), Math.Round(point.Y / mask.Height, Decimals));
}

/// <summary>A place between or on pixels: a pixel's left edge lies at its index, its centre half a unit further.</summary>
public readonly record struct OutlinePoint(double X, double Y);
