using SegFunctions.Apis;
using SegFunctions.Contract;

namespace SegFunctions.Tests.Apis;

public sealed class CutoutTextTests
{
    [Theory]
    [InlineData("#f80", "ff8800")]
    [InlineData("f80c", "ff8800cc")]
    [InlineData("#Ff8800", "ff8800")]
    [InlineData("FF880080", "ff880080")]
    [InlineData("Green", "008000ff")]
    [InlineData("transparent", "ffffff00")]
    [InlineData("", null)]
    [InlineData("#", null)]
    [InlineData("#ff88", "ffff8888")]
    [InlineData("#ff880", null)]
    [InlineData("12", null)]
    [InlineData("control", null)]
    [InlineData("red,blue", null)]
    [InlineData("rgb(1,2,3)", null)]
    public void A_color_has_digits_or_a_name(string text, string? color) => Assert.Equal(color, CutoutText.FindColor(text));

    [Fact]
    public void A_margin_has_one_two_or_four_lengths()
    {
        PictureLength ten = new(10, false), five = new(5, true), none = new(0, false);

        Assert.Equal(new CutoutMargin(ten, ten, ten, ten), CutoutText.FindMargin("10px"));
        Assert.Equal(new CutoutMargin(ten, five, ten, five), CutoutText.FindMargin("10px 5%"));
        Assert.Equal(new CutoutMargin(ten, five, none, new(2.5, true)), CutoutText.FindMargin(" 10px 5% 0px  2.5%  "));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("px")]
    [InlineData("10px 5% 1px")]
    [InlineData("10px 5")]
    [InlineData("-1px")]
    [InlineData("501px")]
    [InlineData("51%")]
    [InlineData("1e1px")]
    [InlineData("NaN%")]
    [InlineData("-Infinity%")]
    [InlineData("-Infinitypx")]
    [InlineData("Infinitypx")]
    [InlineData("1px 2px 3px 4px 5px")]
    public void Anything_else_is_no_margin(string text) => Assert.Null(CutoutText.FindMargin(text));

    [Theory]
    [InlineData(10, false, 1000, 10)]
    [InlineData(2.5, true, 1000, 25)]
    public void A_length_is_pixels_or_a_part_of_a_side(double value, bool isPercent, int side, int pixels) =>
        Assert.Equal(pixels, new PictureLength(value, isPercent).Of(side));
}
