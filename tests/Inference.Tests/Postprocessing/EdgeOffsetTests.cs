using FsCheck.Xunit;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Tests.Postprocessing;

public sealed class EdgeOffsetTests
{
    private static readonly double[] Offsets = [-20, -5, -2.3, -1, 0, 0.9, 1, 1.5, 3, 7.1];

    [Fact]
    public void Grows_a_point_to_a_disc()
    {
        var mask = new BinaryMask(13, 13) { [6, 6] = true };

        Assert.Equal(Drawing.Rows(Drawing.Disc(13, 13, 6, 6, 5)), Drawing.Rows(EdgeOffset.Apply(mask, 5)));
    }

    [Fact]
    public void Shrinks_by_what_a_disc_of_other_pixels_would_cover() => Assert.Equal(
        [
            ".......",
            ".......",
            "..##...",
            "..#....",
            "..#....",
        ],
        Drawing.Rows(EdgeOffset.Apply(
            Drawing.Mask(
                ".......",
                ".####..",
                ".####..",
                ".###...",
                ".###..."),
            -1)));

    [Fact]
    public void Takes_nothing_where_the_object_leaves_the_picture()
    {
        var shrunk = EdgeOffset.Apply(Drawing.Mask("####", "####", "....", "...."), -1);

        Assert.Equal(["####", "....", "....", "...."], Drawing.Rows(shrunk));
    }

    [Fact]
    public void Shrinks_to_nothing_and_grows_to_everything()
    {
        var mask = Drawing.Disc(30, 20, 15, 10, 5);

        Assert.Equal(0, EdgeOffset.Apply(mask, -1e9).CountArea());
        Assert.Equal(600, EdgeOffset.Apply(mask, 1e9).CountArea());
    }

    [Property(Arbitrary = [typeof(AnyMask)], MaxTest = 40)]
    public void Is_exact_for_any_mask(BinaryMask mask, byte choice)
    {
        var offset = Offsets[choice % Offsets.Length];
        var moved = EdgeOffset.Apply(mask, offset);

        var random = new Random(choice);
        for (var i = 0; i < 200; i++)
        {
            var (x, y) = (random.Next(mask.Width), random.Next(mask.Height));
            var expected = offset switch
            {
                > 0 => SquaredDistance(mask, x, y, value: true) <= offset * offset,
                < 0 => SquaredDistance(mask, x, y, value: false) > offset * offset,
                _ => mask[x, y],
            };
            Assert.Equal(expected, moved[x, y]);
        }
    }

    private static double SquaredDistance(BinaryMask mask, int toX, int toY, bool value)
    {
        var least = double.PositiveInfinity;
        for (var y = 0; y < mask.Height; y++)
        {
            for (var x = 0; x < mask.Width; x++)
            {
                if (mask[x, y] == value)
                {
                    least = Math.Min(least, ((x - toX) * (x - toX)) + ((y - toY) * (y - toY)));
                }
            }
        }

        return least;
    }
}
