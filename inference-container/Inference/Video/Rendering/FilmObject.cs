using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Postprocessing.RunLengths;
using SegFunctions.Inference.Rendering;

namespace SegFunctions.Inference.Video.Rendering;

/// <summary>An object in a processed frame, ready for drawing.</summary>
internal sealed class FilmObject
{
    public FilmObject(VideoFrameObject found)
    {
        (Id, Label) = (found.ObjectId, found.Label);
        var mask = CocoRle.FromText(found.Rle.Size[0], found.Rle.Size[1], found.Rle.Counts).ToMask();
        Field = new MaskField(mask);
    }

    public int Id { get; }

    public string Label { get; }

    public MaskField Field { get; }

    /// <summary>The object's own color, which does not depend on the rest of the frame.</summary>
    public Color Color => Color.Of(Id - 1);
}

/// <summary>An object at a moment between two processed frames.</summary>
/// <param name="Before">The object in the frame before.</param>
/// <param name="After">The object in the frame after; equal to <paramref name="Before"/> at a processed frame itself, or if only one frame has the object.</param>
/// <param name="Part">From 0 at the frame before to 1 at the frame after.</param>
internal readonly record struct FilmMoment(FilmObject Before, FilmObject After, double Part)
{
    private double ShiftX => After.Field.MiddleX - Before.Field.MiddleX;

    private double ShiftY => After.Field.MiddleY - Before.Field.MiddleY;

    /// <summary>Cell size of the coarser field, which limits how sharp edges are.</summary>
    public double Cell => Math.Max(Before.Field.Cell, After.Field.Cell);

    /// <summary>The top center of the object, in pixels of the clip.</summary>
    public (double X, double Y) Top => (
        Before.Field.MiddleX + (Part * ShiftX), Before.Field.Box.Y + (Part * (After.Field.Box.Y - Before.Field.Box.Y)));

    /// <summary>Holds everything that the object covers at this moment, in pixels of the clip.</summary>
    public PixelBox Box
    {
        get
        {
            var (half, high) = (Math.Max(Before.Field.Box.Width, After.Field.Box.Width) / 2.0, Math.Max(Before.Field.Box.Height, After.Field.Box.Height) / 2.0);
            var (x, y) = (Before.Field.MiddleX + (Part * ShiftX), Before.Field.MiddleY + (Part * ShiftY));
            return new PixelBox((int)Math.Floor(x - half), (int)Math.Floor(y - high), (int)Math.Ceiling(2 * half) + 1, (int)Math.Ceiling(2 * high) + 1);
        }
    }

    /// <summary>Distance to the object's edge in pixels, negative inside: both masks, moved to where the object is now, are blended.</summary>
    public double At(double x, double y)
    {
        var before = Before.Field.At(x - (Part * ShiftX), y - (Part * ShiftY));
        return Part == 0 ? before : ((1 - Part) * before) + (Part * After.Field.At(x + ((1 - Part) * ShiftX), y + ((1 - Part) * ShiftY)));
    }
}
