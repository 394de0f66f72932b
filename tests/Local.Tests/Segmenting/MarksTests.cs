using SegFunctions.Local.Client;
using SegFunctions.Local.Segmenting;

namespace SegFunctions.Local.Tests.Segmenting;

public sealed class MarksTests
{
    [Fact]
    public void Points_are_on_the_object_unless_they_say_otherwise() =>
        Assert.Equal(
            [
                new PointItem { X = 0.1, Y = 0.2, Label = 1, Object = 0 },
                new PointItem { X = 0.3, Y = 0.4, Label = 1, Object = 0 },
                new PointItem { X = 0.5, Y = 1, Label = 0, Object = 0 },
            ],
            Marks.Read(["0.1,0.2", "0.3,0.4:1", "0.5,1:0"], []).Points);

    [Fact]
    public void A_single_box_and_all_points_mark_one_object()
    {
        var marks = Marks.Read(["0.1,0.2"], ["0,0,1,1"]);

        Assert.Equal(Assert.Single(marks.Boxes).Object, Assert.Single(marks.Points).Object);
    }

    [Fact]
    public void Several_boxes_and_the_points_mark_an_object_each()
    {
        var marks = Marks.Read(["0.1,0.2", "0.2,0.2"], ["0,0,1,1", "0,0,0.5,0.5"]);

        Assert.Equal([0, 1], marks.Boxes.Select(box => box.Object));
        Assert.Equal([2, 2], marks.Points.Select(point => point.Object));
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("0.1,0.2,0.3")]
    [InlineData("0.1,1.2")]
    [InlineData("0.1,-0.2")]
    [InlineData("0.1,0.2:2")]
    [InlineData("0.1,0.2:0:0")]
    [InlineData("NaN,0.2")]
    [InlineData("")]
    public void A_point_that_is_not_one_is_told_with_its_form(string point) =>
        Assert.Contains($"--point {point} is not x,y", Assert.Throws<UserException>(() => Marks.Read([point], [])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0.1,0.2,0.3")]
    [InlineData("0.5,0,0.5,1")]
    [InlineData("0,0.6,1,0.5")]
    [InlineData("0,0,1,2")]
    public void A_box_that_is_not_one_is_told_with_its_form(string box) =>
        Assert.Contains($"--box {box} is not x1,y1,x2,y2", Assert.Throws<UserException>(() => Marks.Read([], [box])).Message, StringComparison.Ordinal);
}
