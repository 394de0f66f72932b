using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>An object in one frame.</summary>
internal sealed class Sighting
{
    /// <param name="mask">At the clip's size; not empty.</param>
    /// <param name="appearance">What the object looks like there.</param>
    public Sighting(BinaryMask mask, Appearance appearance)
    {
        (Mask, Appearance) = (mask, appearance);
        Box = mask.FindBox()!;
        Area = mask.CountArea();
    }

    public BinaryMask Mask { get; }

    /// <summary>What the object looks like there.</summary>
    public Appearance Appearance { get; }

    /// <summary>The mask's bounding box.</summary>
    public PixelBox Box { get; }

    /// <summary>Pixels set in the mask.</summary>
    public int Area { get; }

    /// <summary>The decoder's logits, a hint for the next frame's mask; null if the mask is not the decoder's.</summary>
    public float[]? Logits { get; init; }

    /// <summary>Where the frame was in the encoder's square for these logits.</summary>
    public InputView View { get; init; }

    /// <summary>The decoder's own estimate of the mask's quality, about 0–1; 1 in a key frame.</summary>
    public double Quality { get; init; } = 1;

    public BoxF Edges => new(Box.X, Box.Y, Box.X + Box.Width, Box.Y + Box.Height);

    /// <summary>Intersection over union of the masks, 0–1.</summary>
    public double OverlapWith(Sighting other)
    {
        if (Edges.OverlapWith(other.Edges) == 0)
        {
            return 0;
        }

        var common = Mask.CountCommon(other.Mask);
        return (double)common / (Area + other.Area - common);
    }
}
