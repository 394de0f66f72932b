using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>A small copy of a frame, for comparing motion and colors.</summary>
internal sealed class Thumbnail : IDisposable
{
    private const int Side = 320;

    private readonly PixelBuffer _pixels;

    public Thumbnail(PictureSource picture)
    {
        var letterbox = Letterbox.Fit(picture.Width, picture.Height, Math.Min(Side, Math.Max(picture.Width, picture.Height)));
        _pixels = picture.ForNetworks.Resize(picture.Frame, letterbox.Width, letterbox.Height);
        ScaleX = (double)letterbox.Width / picture.Width;
        ScaleY = (double)letterbox.Height / picture.Height;
    }

    public int Width => _pixels.Width;

    public int Height => _pixels.Height;

    /// <summary>Thumbnail pixels per pixel of the frame.</summary>
    public double ScaleX { get; }

    public double ScaleY { get; }

    /// <summary>Rows of RGB.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels.Pixels;

    /// <summary>The thumbnail's pixels with their centers in the mask, row by row.</summary>
    public List<(int X, int Y)> PixelsIn(Sighting sighting) => PixelsIn(sighting.Mask, sighting.Box.X, sighting.Box.Y, sighting.Box.Width, sighting.Box.Height);

    /// <summary>The same for a mask and its box.</summary>
    public List<(int X, int Y)> PixelsIn(BinaryMask mask, int left, int top, int width, int height)
    {
        var inside = new List<(int, int)>();
        for (var y = (int)(top * ScaleY); y < Math.Min(Height, Math.Ceiling((top + height) * ScaleY)); y++)
        {
            var row = Math.Min(mask.Height - 1, (int)((y + 0.5) / ScaleY));
            for (var x = (int)(left * ScaleX); x < Math.Min(Width, Math.Ceiling((left + width) * ScaleX)); x++)
            {
                if (mask[Math.Min(mask.Width - 1, (int)((x + 0.5) / ScaleX)), row])
                {
                    inside.Add((x, y));
                }
            }
        }

        return inside;
    }

    public void Dispose() => _pixels.Dispose();
}
