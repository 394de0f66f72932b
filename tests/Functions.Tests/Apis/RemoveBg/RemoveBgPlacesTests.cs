using SegFunctions.Apis.RemoveBg;
using SegFunctions.Contract;

namespace SegFunctions.Tests.Apis.RemoveBg;

public sealed class RemoveBgPlacesTests
{
    [Fact]
    public void A_region_is_two_corners_in_pixels_or_percent() => Assert.Equal(
        new PictureRegion(new(10, false), new(5.5, true), new(300, false), new(100, true)), RemoveBgPlaces.FindRegion(" 10px 5.5%  300px 100% "));

    [Theory]
    [InlineData("")]
    [InlineData("10px 10px 20px")]
    [InlineData("10 10 20 20")]
    [InlineData("-1px 0px 20px 20px")]
    [InlineData("0% 0% 101% 100%")]
    [InlineData("0px 0px 1000001px 20px")]
    [InlineData("0px 0px 20px 20px 30px")]
    [InlineData("0px 0px NaNpx 20px")]
    [InlineData("-Infinitypx 0px 20px 20px")]
    [InlineData("-Infinity% 0px 20px 20px")]
    [InlineData("0px 0px Infinitypx 20px")]
    public void Anything_else_is_no_region(string text) => Assert.Null(RemoveBgPlaces.FindRegion(text));

    [Theory]
    [InlineData("20px 0px 20px 10px", true)]
    [InlineData("0% 60% 100% 50%", true)]
    [InlineData("20px 0% 10% 100%", false)]
    [InlineData("0px 0px 1px 1px", false)]
    public void A_region_is_empty_whose_corners_are_in_the_wrong_order(string text, bool isEmpty) =>
        Assert.Equal(isEmpty, RemoveBgPlaces.IsEmpty(RemoveBgPlaces.FindRegion(text)!));

    [Theory]
    [InlineData("20px 0% 10% 100%", 100, 50, null)]
    [InlineData("20px 0% 50% 100%", 100, 50, "20 0 30 50")]
    [InlineData("90px 10px 500px 500px", 100, 50, "90 10 10 40")]
    [InlineData("100px 0px 500px 500px", 100, 50, null)]
    public void What_is_outside_of_the_picture_is_left_out(string text, int width, int height, string? box) => Assert.Equal(
        box, RemoveBgPlaces.FindRegion(text)!.In(width, height) is { } found ? $"{found.X} {found.Y} {found.Width} {found.Height}" : null);

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("original", "original", null)]
    [InlineData("50%", null, "50 50 50")]
    [InlineData("100%", "original", "100 - -")]
    [InlineData("10%", "0% 100%", "10 0 100")]
    [InlineData(null, "center", "- 50 50")]
    [InlineData("original", "25%", "- 25 25")]
    public void A_scale_puts_the_object_in_the_middle_unless_told_otherwise(string? scale, string? position, string? place)
    {
        Assert.True(RemoveBgPlaces.IsScale(scale) && RemoveBgPlaces.IsPosition(position));
        Assert.Equal(place, RemoveBgPlaces.ToPlace(scale, position) is { } found ? $"{Of(found.Scale)} {Of(found.X)} {Of(found.Y)}" : null);

        static string Of(double? percent) => percent is { } value ? $"{value}" : "-";
    }

    [Theory]
    [InlineData("9%")]
    [InlineData("101%")]
    [InlineData("50px")]
    [InlineData("50")]
    [InlineData("center")]
    public void Anything_else_is_no_scale(string text) => Assert.False(RemoveBgPlaces.IsScale(text));

    [Theory]
    [InlineData("10px")]
    [InlineData("101%")]
    [InlineData("1% 2% 3%")]
    [InlineData("left")]
    [InlineData("-Infinity%")]
    [InlineData("Infinity%")]
    [InlineData("NaN% 5%")]
    [InlineData(" ")]
    public void Anything_else_is_no_position(string text) => Assert.False(RemoveBgPlaces.IsPosition(text));
}
