using FsCheck;
using FsCheck.Xunit;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Tests.Pictures;

public sealed class InputViewTests
{
    [Property]
    public void Maps_a_box_there_and_back(PositiveInt width, PositiveInt height, byte left, byte top, bool mirrored, bool stretched)
    {
        var region = new PixelBox(left, top, 1 + (width.Get % 5_000), 1 + (height.Get % 5_000));
        var view = stretched ? InputView.Stretch(region, 1024, mirrored) : InputView.Fit(region, 1024, mirrored);
        var box = new BoxF(left + (0.1f * region.Width), top + (0.2f * region.Height), left + (0.7f * region.Width), top + (0.9f * region.Height));

        var (x1, y1) = view.ToInput(box.Left, box.Top);
        var (x2, y2) = view.ToInput(box.Right, box.Bottom);
        var back = view.ToPicture(new BoxF(Math.Min(x1, x2), y1, Math.Max(x1, x2), y2));

        Assert.Equal(box.Left, back.Left, 1e-2);
        Assert.Equal(box.Top, back.Top, 1e-2);
        Assert.Equal(box.Right, back.Right, 1e-2);
        Assert.Equal(box.Bottom, back.Bottom, 1e-2);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 342)]
    public void Maps_the_content_to_the_whole_region_and_cuts_the_rest_off(bool mirrored, float left)
    {
        var view = InputView.Fit(new PixelBox(0, 0, 427, 640), 512, mirrored);

        Assert.Equal(new BoxF(0, 0, 427, 640), view.ToPicture(new BoxF(-5, -5, 512, 600)));
        Assert.Equal((left, 0), view.ToInput(0, 0));
        Assert.Equal((342 - left, 512), view.ToInput(427, 640));
    }
}
