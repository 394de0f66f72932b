using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Tests.Pictures;

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
}
