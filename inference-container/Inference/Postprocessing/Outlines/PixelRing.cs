namespace SegFunctions.Inference.Postprocessing.Outlines;

/// <summary>A closed line along pixel edges with set pixels on its right: clockwise around an object, counterclockwise around a hole.</summary>
/// <param name="Piece">Number of the connected component that it bounds.</param>
/// <param name="Corners">At least 4; sides are alternately horizontal and vertical, the first one horizontal.</param>
internal sealed record PixelRing(int Piece, (int X, int Y)[] Corners)
{
    /// <summary>Area inside, in pixels; negative for a hole.</summary>
    public long SignedArea
    {
        get
        {
            var area = 0L;
            for (var i = 0; i < Corners.Length; i += 2)
            {
                area -= (Corners[i + 1].X - (long)Corners[i].X) * Corners[i].Y;
            }

            return area;
        }
    }

    public bool IsHole => SignedArea < 0;
}
