using FsCheck.Xunit;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Postprocessing.Outlines;

namespace SegFunctions.Inference.Tests.Postprocessing.Outlines;

public sealed class MaskOutlineTests
{
    // With so few, all of them and the cuts to holes fit into 1000 vertices.
    private const int MostCorners = 400;

    [Fact]
    public void A_rectangle_has_four_corners()
    {
        var mask = new BinaryMask(200, 100);
        for (var y = 10; y < 60; y++)
        {
            mask.Fill(y, 20, 170, value: true);
        }

        var outline = Assert.Single(MaskOutline.Find(mask));

        Assert.Equal([new(0.1, 0.1), new(0.85, 0.1), new(0.85, 0.6), new(0.1, 0.6)], outline.Vertices);
    }

    [Fact]
    public void A_whole_picture_reaches_from_0_to_1()
    {
        var outline = Assert.Single(MaskOutline.Find(Drawing.Mask("###", "###")));

        Assert.Equal([new(0, 0), new(1, 0), new(1, 1), new(0, 1)], outline.Vertices);
    }

    [Fact]
    public void A_disc_needs_few_vertices()
    {
        var mask = Drawing.Disc(1000, 1000, 500, 500, 400);

        var outline = Assert.Single(MaskOutline.Find(mask));

        Assert.InRange(outline.Vertices.Count, 32, 128);
        Assert.InRange(Drawing.Overlap(mask, Filled([outline], mask)), 0.99, 1);
    }

    [Fact]
    public void A_slanted_edge_is_one_line()
    {
        var mask = new BinaryMask(400, 100);
        for (var y = 0; y < 100; y++)
        {
            mask.Fill(y, 0, 100 + (2 * y), value: true);
        }

        Assert.InRange(Assert.Single(MaskOutline.Find(mask)).Vertices.Count, 4, 8);
    }

    [Fact]
    public void A_hole_is_joined_to_the_outer_ring()
    {
        var mask = Drawing.Mask(
            "......",
            ".####.",
            ".#..#.",
            ".####.",
            "......");

        var outline = Assert.Single(MaskOutline.Find(mask));

        Assert.Equal(Drawing.Rows(mask), Drawing.Rows(Filled([outline], mask)));
        Assert.Equal(Drawing.Rows(mask), Drawing.Rows(FilledByWinding(outline, mask)));
        Assert.Equal(4 + 4 + 3, outline.Vertices.Count);
    }

    [Fact]
    public void Holes_in_a_row_are_each_joined_to_what_lies_left()
    {
        var mask = Drawing.Mask(
            "#########",
            "#.##.##.#",
            "#########",
            "#..#.#..#",
            "#########");

        var outline = Assert.Single(MaskOutline.Find(mask));

        Assert.Equal(Drawing.Rows(mask), Drawing.Rows(Filled([outline], mask)));
    }

    [Fact]
    public void Pieces_have_outlines_of_their_own_largest_first()
    {
        var mask = Drawing.Mask(
            "##......",
            "##..####",
            "....####",
            "....####");

        var outlines = MaskOutline.Find(mask);

        Assert.Equal([new(0.5, 0.25), new(1, 0.25), new(1, 1), new(0.5, 1)], outlines[0].Vertices);
        Assert.Equal([new(0, 0), new(0.25, 0), new(0.25, 0.5), new(0, 0.5)], outlines[1].Vertices);
    }

    [Fact]
    public void An_empty_mask_has_none() => Assert.Empty(MaskOutline.Find(new BinaryMask(30, 20)));

    [Fact]
    public void A_ring_that_would_need_more_than_1000_vertices_gets_nearly_1000()
    {
        var comb = new BinaryMask(4000, 400);
        comb.Fill(0, 0, 4000, value: true);
        for (var tooth = 0; tooth < 1000; tooth++)
        {
            for (var y = 0; y < 400 - (tooth % 7); y++)
            {
                comb.Fill(y, tooth * 4, (tooth * 4) + 2, value: true);
            }
        }

        Assert.InRange(Assert.Single(MaskOutline.Find(comb)).Vertices.Count, 900, MaskOutline.MostVertices);
    }

    [Property(Arbitrary = [typeof(AnyMask)], MaxTest = 300)]
    public void Any_mask_comes_back_from_its_outlines(BinaryMask mask)
    {
        var outlines = MaskOutline.Find(mask);

        Assert.All(outlines, outline => Assert.InRange(outline.Vertices.Count, 3, MaskOutline.MostVertices));
        Assert.All(outlines.SelectMany(outline => outline.Vertices), vertex => Assert.True(vertex is { X: >= 0 and <= 1, Y: >= 0 and <= 1 }));
        if (CountCorners(mask) <= MostCorners)
        {
            // A line may pass through a pixel's center, and six decimals may put it on either side.
            var filled = Filled(outlines, mask);
            var differing = mask.CountArea() + filled.CountArea() - (2 * mask.CountCommon(filled));
            Assert.True(differing <= 1 || Drawing.Overlap(mask, filled) >= 0.99, $"{differing} pixels differ");
        }
    }

    /// <summary>Corners of the border between set and unset pixels.</summary>
    private static int CountCorners(BinaryMask mask)
    {
        var corners = 0;
        for (var y = 0; y <= mask.Height; y++)
        {
            for (var x = 0; x <= mask.Width; x++)
            {
                var (diagonal, other) = (IsSet(x - 1, y - 1) + IsSet(x, y), IsSet(x, y - 1) + IsSet(x - 1, y));
                corners += (diagonal + other) % 2 == 1 ? 1 : Math.Abs(diagonal - other);
            }
        }

        return corners;

        int IsSet(int x, int y) => x >= 0 && y >= 0 && x < mask.Width && y < mask.Height && mask[x, y] ? 1 : 0;
    }

    /// <summary>By the even–odd rule, for each pixel's center separately.</summary>
    private static BinaryMask Filled(IReadOnlyList<MaskOutline> outlines, BinaryMask like) =>
        Painted(like, (x, y) => outlines.Any(outline => CrossingsLeftOf(outline, x, y).Count() % 2 == 1));

    private static BinaryMask FilledByWinding(MaskOutline outline, BinaryMask like) =>
        Painted(like, (x, y) => CrossingsLeftOf(outline, x, y).Sum() != 0);

    private static BinaryMask Painted(BinaryMask like, Func<double, double, bool> isInside)
    {
        var mask = new BinaryMask(like.Width, like.Height);
        for (var y = 0; y < mask.Height; y++)
        {
            for (var x = 0; x < mask.Width; x++)
            {
                mask[x, y] = isInside((x + 0.5) / mask.Width, (y + 0.5) / mask.Height);
            }
        }

        return mask;
    }

    /// <summary>The winding of the lines left of the point: 1 for a rising one, −1 for a falling one.</summary>
    private static IEnumerable<int> CrossingsLeftOf(MaskOutline outline, double x, double y)
    {
        for (var i = 0; i < outline.Vertices.Count; i++)
        {
            var (from, to) = (outline.Vertices[i], outline.Vertices[(i + 1) % outline.Vertices.Count]);
            if (from.Y > y != to.Y > y && from.X + ((to.X - from.X) * (y - from.Y) / (to.Y - from.Y)) < x)
            {
                yield return from.Y > to.Y ? 1 : -1;
            }
        }
    }
}
