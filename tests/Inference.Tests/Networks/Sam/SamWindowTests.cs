using FsCheck.Xunit;
using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Tests.Networks.Sam;

public sealed class SamWindowTests
{
    [Property]
    public void Holds_the_box_with_room_around_it_or_is_the_whole_picture(ushort width, ushort height, ushort left, ushort top, ushort boxWidth, ushort boxHeight)
    {
        var (w, h) = (1 + (width % 5_000), 1 + (height % 5_000));
        var (x, y) = (left % w, top % h);
        var box = new BoxF(x, y, x + 1 + (boxWidth % (w - x)), y + 1 + (boxHeight % (h - y)));

        var window = SamWindow.Around(box, w, h);

        Assert.True(window.X <= box.Left && window.Y <= box.Top && window.X + window.Width >= box.Right && window.Y + window.Height >= box.Bottom);
        Assert.True(window.X >= 0 && window.Y >= 0 && window.X + window.Width <= w && window.Y + window.Height <= h);
        Assert.True(
            window == new PixelBox(0, 0, w, h)
            || ((box.Right - box.Left) * 1.5 <= window.Width && (box.Bottom - box.Top) * 1.5 <= window.Height));
    }

    [Fact]
    public void Of_a_small_box_is_one_of_nine()
    {
        var boxes = from x in Enumerable.Range(0, 64) from y in Enumerable.Range(0, 48) select new BoxF(x * 10, y * 10, (x * 10) + 9, (y * 10) + 9);

        var windows = boxes.Select(box => SamWindow.Around(box, 640, 480)).Distinct().ToList();

        Assert.Equal(9, windows.Count);
        Assert.All(windows, window => Assert.Equal((320, 240), (window.Width, window.Height)));
        Assert.Equal([0, 160, 320], windows.Select(window => window.X).Distinct().Order());
        Assert.Equal([0, 120, 240], windows.Select(window => window.Y).Distinct().Order());
    }

    [Fact]
    public void Of_a_large_box_is_the_whole_picture() =>
        Assert.Equal(new PixelBox(0, 0, 640, 480), SamWindow.Around(new BoxF(200, 200, 420, 300), 640, 480));
}
