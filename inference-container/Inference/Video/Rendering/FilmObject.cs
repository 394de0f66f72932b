using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Postprocessing.RunLengths;
using SegFunctions.Inference.Rendering;

namespace SegFunctions.Inference.Video.Rendering;

/// <summary>One object in one processed frame, as it is drawn.</summary>
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

    /// <summary>The object's own color, whatever else is in the frame.</summary>
    public Color Color => Color.Of(Id - 1);
}

/// <summary>An object at a moment between two processed frames.</summary>
/// <param name="Before">In the frame before.</param>
/// <param name="After">In the frame after; the same if the moment is the frame's own, or the object is not in both.</param>
/// <param name="Part">0 at the frame before, 1 at the one after.</param>
internal readonly record struct FilmMoment(FilmObject Before, FilmObject After, double Part)
{
    private double ShiftX => After.Field.MiddleX - Before.Field.MiddleX;

    private double ShiftY => After.Field.MiddleY - Before.Field.MiddleY;

    /// <summary>A cell of the coarser field: edges are no sharper.</summary>
    public double Cell => Math.Max(Before.Field.Cell, After.Field.Cell);

    /// <summary>The top of the object's middle, pixels of the clip.</summary>
    public (double X, double Y) Top => (
        Before.Field.MiddleX + (Part * ShiftX), Before.Field.Box.Y + (Part * (After.Field.Box.Y - Before.Field.Box.Y)));

    /// <summary>Around all that the object covers now, pixels of the clip.</summary>
    public PixelBox Box
    {
        get
        {
            var (half, high) = (Math.Max(Before.Field.Box.Width, After.Field.Box.Width) / 2.0, Math.Max(Before.Field.Box.Height, After.Field.Box.Height) / 2.0);
            var (x, y) = (Before.Field.MiddleX + (Part * ShiftX), Before.Field.MiddleY + (Part * ShiftY));
            return new PixelBox((int)Math.Floor(x - half), (int)Math.Floor(y - high), (int)Math.Ceiling(2 * half) + 1, (int)Math.Ceiling(2 * high) + 1);
        }
    }

    /// <summary>Pixels from the object's edge, negative inside: both masks moved to where the object is now, and mixed.</summary>
    public double At(double x, double y)
    {
        var before = Before.Field.At(x - (Part * ShiftX), y - (Part * ShiftY));
        return Part == 0 ? before : ((1 - Part) * before) + (Part * After.Field.At(x + ((1 - Part) * ShiftX), y + ((1 - Part) * ShiftY)));
    }
}
