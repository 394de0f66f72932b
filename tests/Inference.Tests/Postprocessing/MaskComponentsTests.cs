using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Tests.Postprocessing;

public sealed class MaskComponentsTests
{
    [Fact]
    public void Objects_hang_together_over_corners_and_their_background_does_not()
    {
        var mask = Drawing.Mask(
            "#..",
            ".#.",
            "..#");

        Assert.Equal([3], MaskComponents.Find(mask, value: true).Areas.Values);
        Assert.Equal([3, 3], MaskComponents.Find(mask, value: false).Areas.Values);
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(4, 3, 2)]
    public void Finds_the_component_nearest_to_any_pixel(int x, int y, int area)
    {
        var components = MaskComponents.Find(
            Drawing.Mask(
                "#....",
                ".....",
                ".....",
                "..##."),
            value: true);

        Assert.Equal(area, components.Areas[components.FindNearest(x, y)!.Value]);
    }

    [Fact]
    public void Nothing_is_nearest_in_an_empty_mask() => Assert.Null(MaskComponents.Find(Drawing.Mask("..."), value: true).FindNearest(0, 0));

    [Fact]
    public void Joins_what_meets_only_further_down()
    {
        var mask = Drawing.Mask(
            "#.#.#",
            "#.#.#",
            "#####",
            ".....",
            "##.##");

        Assert.Equal([2, 2, 11], MaskComponents.Find(mask, value: true).Areas.Values.Order());
    }

    [Fact]
    public void Counts_like_a_flood_fill_on_random_masks()
    {
        var random = new Random(5);
        for (var round = 0; round < 50; round++)
        {
            var mask = new BinaryMask(random.Next(1, 140), random.Next(1, 30));
            for (var y = 0; y < mask.Height; y++)
            {
                for (var x = 0; x < mask.Width; x++)
                {
                    mask[x, y] = random.NextDouble() < 0.45;
                }
            }

            foreach (var value in new[] { true, false })
            {
                Assert.Equal(FloodAreas(mask, value), MaskComponents.Find(mask, value).Areas.Values.Order());
            }
        }
    }

    private static List<int> FloodAreas(BinaryMask mask, bool value)
    {
        var seen = new bool[mask.Width, mask.Height];
        var areas = new List<int>();
        for (var y = 0; y < mask.Height; y++)
        {
            for (var x = 0; x < mask.Width; x++)
            {
                if (Flood(mask, value, seen, x, y) is var area and > 0)
                {
                    areas.Add(area);
                }
            }
        }

        areas.Sort();
        return areas;
    }

    private static int Flood(BinaryMask mask, bool value, bool[,] seen, int startX, int startY)
    {
        var area = 0;
        var open = new Stack<(int X, int Y)>([(startX, startY)]);
        while (open.TryPop(out var at))
        {
            if (at.X < 0 || at.Y < 0 || at.X >= mask.Width || at.Y >= mask.Height || seen[at.X, at.Y] || mask[at.X, at.Y] != value)
            {
                continue;
            }

            seen[at.X, at.Y] = true;
            area++;
            for (var dy = -1; dy <= 1; dy++)
            {
                for (var dx = -1; dx <= 1; dx++)
                {
                    if (value || dx == 0 || dy == 0)
                    {
                        open.Push((at.X + dx, at.Y + dy));
                    }
                }
            }
        }

        return area;
    }
}
