using SegFunctions.Contract;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Tests.Postprocessing;

public sealed class BinaryMaskTests
{
    [Fact]
    public void Measures_area_and_box()
    {
        var mask = Drawing.Mask(
            ".....",
            "..##.",
            ".#...",
            ".....");

        Assert.Equal(3, mask.CountArea());
        Assert.Equal(new PixelBox(1, 1, 3, 2), mask.FindBox());
    }

    [Fact]
    public void Is_placed_in_a_larger_one()
    {
        var part = AnyMask.Noise(70, 5, seed: 1);

        var placed = part.PlaceIn(200, 9, 100, 3);

        Assert.Equal((200, 9, part.CountArea()), (placed.Width, placed.Height, placed.CountArea()));
        Assert.All(
            from x in Enumerable.Range(0, 70) from y in Enumerable.Range(0, 5) select (x, y),
            at => Assert.Equal(part[at.x, at.y], placed[at.x + 100, at.y + 3]));
        Assert.Same(part, part.PlaceIn(70, 5, 0, 0));
    }

    [Fact]
    public void Moves_and_loses_what_leaves_it()
    {
        var mask = new BinaryMask(70, 4);
        mask.Fill(1, 60, 66, value: true);
        mask.Fill(3, 0, 2, value: true);

        var moved = mask.Shift(6, 1);

        Assert.Equal((new PixelBox(66, 2, 4, 1), 4), (moved.FindBox(), moved.CountArea()));
        Assert.Equal((new PixelBox(58, 0, 6, 1), 6), (mask.Shift(-2, -1).FindBox(), mask.Shift(-2, -1).CountArea()));
    }

    [Fact]
    public void Has_no_box_when_empty() => Assert.Null(new BinaryMask(70, 3).FindBox());

    [Theory]
    [InlineData(0, 200)]
    [InlineData(63, 64)]
    [InlineData(63, 65)]
    [InlineData(64, 128)]
    [InlineData(5, 190)]
    [InlineData(199, 200)]
    public void Fills_runs_across_word_borders(int start, int end)
    {
        var mask = new BinaryMask(200, 2);
        mask.Fill(1, start, end, value: true);

        Assert.Equal(end - start, mask.CountArea());
        Assert.Equal(new PixelBox(start, 1, end - start, 1), mask.FindBox());

        mask.Fill(1, start, end, value: false);
        Assert.Equal(0, mask.CountArea());
    }

    [Fact]
    public void Adds_keeps_removes_and_compares_masks_pixel_by_pixel()
    {
        var (left, right) = (Drawing.Mask("##..", "#..."), Drawing.Mask(".##.", "#..."));
        var (added, kept, removed) = (left.Copy(), left.Copy(), left.Copy());
        added.Add(right);
        kept.Keep(right);
        removed.Remove(right);

        Assert.Equal(["###.", "#..."], Drawing.Rows(added));
        Assert.Equal([".#..", "#..."], Drawing.Rows(kept));
        Assert.Equal(["#...", "...."], Drawing.Rows(removed));
        Assert.Equal(2, left.CountCommon(right));
        Assert.Equal(["##..", "#..."], Drawing.Rows(left));
    }
}
