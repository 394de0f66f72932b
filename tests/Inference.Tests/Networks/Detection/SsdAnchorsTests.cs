using SegFunctions.Inference.Networks.Detection;

namespace SegFunctions.Inference.Tests.Networks.Detection;

/// <summary>Compared with numbers calculated by hand from the definition of TensorFlow's anchors.</summary>
public sealed class SsdAnchorsTests
{
    [Fact]
    public void There_is_one_for_each_row_of_the_network() => Assert.Equal(1917, SsdAnchors.All.Count);

    [Theory]
    [InlineData(0, 0.5 / 19, 0.5 / 19, 0.1, 0.1)]
    [InlineData(1, 0.5 / 19, 0.5 / 19, 0.282843, 0.141421)]
    [InlineData(5, 1.5 / 19, 0.5 / 19, 0.141421, 0.282843)]
    [InlineData(57, 0.5 / 19, 1.5 / 19, 0.1, 0.1)]
    [InlineData(1083, 0.05, 0.05, 0.35, 0.35)]
    [InlineData(1086, 0.05, 0.05, 0.606218, 0.202073)]
    [InlineData(1088, 0.05, 0.05, 0.418330, 0.418330)]
    [InlineData(1916, 0.5, 0.5, 0.974679, 0.974679)]
    public void An_anchor_has_the_place_and_the_sides_of_its_cell(int index, double x, double y, double width, double height)
    {
        var anchor = SsdAnchors.All[index];

        Assert.Equal(x, anchor.X, 5);
        Assert.Equal(y, anchor.Y, 5);
        Assert.Equal(width, anchor.Width, 5);
        Assert.Equal(height, anchor.Height, 5);
    }
}
