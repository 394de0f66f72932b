using SegFunctions.Inference.Preprocessing;

namespace SegFunctions.Inference.Tests.Preprocessing;

public sealed class LetterboxTests
{
    [Theory]
    [InlineData(640, 480, 512, 384)]
    [InlineData(480, 640, 384, 512)]
    [InlineData(100, 100, 512, 512)]
    [InlineData(4000, 3, 512, 1)]
    [InlineData(1, 1, 512, 512)]
    [InlineData(427, 640, 342, 512)]
    public void Fits_the_long_side_and_rounds_the_other(int width, int height, int fittedWidth, int fittedHeight)
    {
        var letterbox = Letterbox.Fit(width, height, 512);

        Assert.Equal((fittedWidth, fittedHeight), (letterbox.Width, letterbox.Height));
    }

    [Theory]
    [InlineData(640, 427)]
    [InlineData(427, 640)]
    [InlineData(13, 4000)]
    [InlineData(30, 20)]
    public void Maps_a_box_there_and_back(int width, int height)
    {
        var letterbox = Letterbox.Fit(width, height, 1024);
        var box = new BoxF(0.1f * width, 0.2f * height, 0.7f * width, 0.9f * height);

        var back = letterbox.ToPicture(letterbox.ToInput(box));

        Assert.Equal(box.Left, back.Left, 1e-2);
        Assert.Equal(box.Top, back.Top, 1e-2);
        Assert.Equal(box.Right, back.Right, 1e-2);
        Assert.Equal(box.Bottom, back.Bottom, 1e-2);
    }

    [Fact]
    public void Maps_the_content_to_the_whole_picture_and_cuts_the_rest_off()
    {
        var letterbox = Letterbox.Fit(427, 640, 512);

        Assert.Equal(new BoxF(0, 0, 427, 640), letterbox.ToPicture(new BoxF(-5, -5, 512, 600)));
        Assert.Equal(new BoxF(0, 0, 342, 512), letterbox.ToInput(new BoxF(0, 0, 427, 640)));
    }
}
