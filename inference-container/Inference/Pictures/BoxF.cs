namespace SegFunctions.Inference.Pictures;

/// <summary>A box by its edges, in pixels of the picture or input that it belongs to.</summary>
internal readonly record struct BoxF(float Left, float Top, float Right, float Bottom)
{
    public float Area => Math.Max(0, Right - Left) * Math.Max(0, Bottom - Top);

    public (float X, float Y) Middle => ((Left + Right) / 2, (Top + Bottom) / 2);

    public bool Contains(float x, float y) => x > Left && x < Right && y > Top && y < Bottom;

    /// <summary>Distance of a point from the box's center: 0 at the center, 1 in the middle of an edge, 1.41 in a corner, more outside.</summary>
    public double OffCenter(float x, float y) => double.Hypot(
        ((2.0 * x) - Left - Right) / (Right - Left),
        ((2.0 * y) - Top - Bottom) / (Bottom - Top));

    /// <summary>The smallest box around this one and a point.</summary>
    public BoxF Including(float x, float y) => new(Math.Min(Left, x), Math.Min(Top, y), Math.Max(Right, x), Math.Max(Bottom, y));

    /// <summary>The smallest box around this one and another.</summary>
    public BoxF Including(BoxF other) => Including(other.Left, other.Top).Including(other.Right, other.Bottom);

    /// <summary>Where a box is that goes straight from here to there, and grows or shrinks on its way.</summary>
    /// <param name="there">Where it goes.</param>
    /// <param name="part">Fraction of the way, 0–1.</param>
    public BoxF Toward(BoxF there, float part) => new(
        float.Lerp(Left, there.Left, part), float.Lerp(Top, there.Top, part), float.Lerp(Right, there.Right, part), float.Lerp(Bottom, there.Bottom, part));

    public BoxF Offset(float x, float y) => new(Left + x, Top + y, Right + x, Bottom + y);

    /// <summary>The part of it that is in a picture; one without area if there is none.</summary>
    public BoxF Within(int width, int height) =>
        new(Math.Clamp(Left, 0, width), Math.Clamp(Top, 0, height), Math.Clamp(Right, 0, width), Math.Clamp(Bottom, 0, height));

    /// <summary>Larger by a factor, around the same middle.</summary>
    public BoxF Scale(float factor)
    {
        var (x, y) = ((Right - Left) * (factor - 1) / 2, (Bottom - Top) * (factor - 1) / 2);
        return new BoxF(Left - x, Top - y, Right + x, Bottom + y);
    }

    /// <summary>How much of it is in another box, 0–1; 0 if it is empty.</summary>
    public float PartIn(BoxF other) =>
        Area == 0 ? 0 : new BoxF(Math.Max(Left, other.Left), Math.Max(Top, other.Top), Math.Min(Right, other.Right), Math.Min(Bottom, other.Bottom)).Area / Area;

    /// <summary>Intersection over union, 0–1; 0 if both are empty.</summary>
    public float OverlapWith(BoxF other)
    {
        // Most boxes are disjoint, so that is tested first.
        if (Left >= other.Right || other.Left >= Right || Top >= other.Bottom || other.Top >= Bottom)
        {
            return 0;
        }

        var width = Math.Min(Right, other.Right) - Math.Max(Left, other.Left);
        var height = Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);
        var shared = width * height;
        return shared / (Area + other.Area - shared);
    }
}
