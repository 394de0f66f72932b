using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Networks.Sam;

/// <summary>
/// Where SAM looks for the object in a box: at the whole picture or, if the box is small, at one of nine overlapping windows of half the
/// picture's width and height, where the object is twice as large. There are nine fixed windows rather than one around each box, so that a second box nearby can use
/// the embedding that was computed for the first.
/// </summary>
/// <remarks>On the 13 photos that it was tuned on, the mean IoU of boxes is 0.745 with windows and 0.724 without; smaller windows add nothing.</remarks>
internal static class SamWindow
{
    /// <summary>How many times the box's width and height must fit into the window: SAM needs to see an object's surroundings.</summary>
    private const double Surroundings = 1.5;

    // The number of steps from the first window of a row or column to its last.
    private const int Steps = 2;

    /// <param name="box">Pixels of the picture.</param>
    /// <param name="width">Width of the picture.</param>
    /// <param name="height">Height of the picture.</param>
    public static PixelBox Around(BoxF box, int width, int height)
    {
        var (windowWidth, windowHeight) = ((width + 1) / 2, (height + 1) / 2);
        var (left, top) = (Nearest((box.Left + box.Right) / 2, windowWidth, width), Nearest((box.Top + box.Bottom) / 2, windowHeight, height));
        var fits = (box.Right - box.Left) * Surroundings <= windowWidth
            && (box.Bottom - box.Top) * Surroundings <= windowHeight
            && box.Left >= left
            && box.Top >= top
            && box.Right <= left + windowWidth
            && box.Bottom <= top + windowHeight;
        return fits ? new PixelBox(left, top, windowWidth, windowHeight) : new PixelBox(0, 0, width, height);
    }

    /// <summary>Start of the window whose center is closest.</summary>
    private static int Nearest(float middle, int window, int whole)
    {
        var room = whole - window;
        var step = room == 0 ? 0 : Math.Clamp(Math.Round((middle - (window / 2.0)) * Steps / room), 0, Steps);
        return (int)(step * room / Steps);
    }
}
