using NetVips;
using SegFunctions.Inference.Rendering;

namespace SegFunctions.Inference.Tests.Rendering;

public sealed class PreviewTextTests
{
    [Theory]
    [InlineData("dog 90 %", 14)]
    [InlineData("hot dog 7 %", 40)]
    public void Draws_letters_of_the_size_that_is_asked_for_with_smooth_edges(string text, double size)
    {
        using var ink = PreviewText.Render(text, size);
        var pixels = ink.WriteToMemory<byte>();

        Assert.Equal((1, Enums.BandFormat.Uchar), (ink.Bands, ink.Format));
        Assert.InRange(ink.Height, size * 0.6, size * 1.2);
        Assert.InRange(pixels.Count(pixel => pixel > 200), ink.Width * ink.Height * 0.12, ink.Width * ink.Height * 0.6);
        Assert.InRange(pixels.Distinct().Count(), 20, 256);
    }

    [Fact]
    public void Takes_marks_of_markup_as_they_are()
    {
        using var ink = PreviewText.Render("<b>&", 20);

        Assert.InRange(ink.Width, 30, 80);
    }

    /// <summary>Another of the machine's fonts would be wider or narrower.</summary>
    [Fact]
    public void Uses_the_font_that_the_product_brings_along()
    {
        using var ink = PreviewText.Render("person 100 %", 100);

        Assert.InRange(ink.Width, 560, 600);
    }
}
