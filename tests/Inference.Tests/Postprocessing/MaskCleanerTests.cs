using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Tests.Postprocessing;

public sealed class MaskCleanerTests
{
    [Fact]
    public void Removes_specks_and_fills_pinholes_of_a_big_object()
    {
        var clean = Drawing.Disc(200, 150, 80, 75, 50);
        var dirty = Drawing.Disc(200, 150, 80, 75, 50);
        dirty[190, 5] = dirty[191, 6] = dirty[0, 149] = true;
        dirty[80, 75] = dirty[81, 75] = dirty[60, 60] = false;

        MaskCleaner.Clean(dirty);

        Assert.Equal(Drawing.Rows(clean), Drawing.Rows(dirty));
    }

    [Fact]
    public void Keeps_a_second_piece_and_a_hole_of_some_size()
    {
        var mask = Drawing.Disc(200, 150, 80, 75, 50);
        mask.Fill(3, 180, 199, value: true);
        mask.Fill(4, 180, 199, value: true);
        mask.Fill(5, 180, 199, value: true);
        for (var y = 70; y < 80; y++)
        {
            mask.Fill(y, 75, 85, value: false);
        }

        var before = Drawing.Rows(mask);
        MaskCleaner.Clean(mask);

        Assert.Equal(before, Drawing.Rows(mask));
    }

    [Fact]
    public void Takes_no_bay_at_the_picture_s_edge_for_a_hole()
    {
        var mask = new BinaryMask(100, 100);
        for (var y = 0; y < 100; y++)
        {
            mask.Fill(y, 0, 100, value: true);
        }

        mask[50, 0] = false;
        MaskCleaner.Clean(mask);

        Assert.False(mask[50, 0]);
    }

    [Fact]
    public void Keeps_the_largest_of_many_specks()
    {
        var mask = new BinaryMask(300, 300);
        for (var i = 0; i < 300 * 300 / 9; i++)
        {
            mask[i % 100 * 3, i / 100 * 3] = true;
        }

        mask[1, 0] = true;
        MaskCleaner.Clean(mask);

        Assert.Equal(2, mask.CountArea());
    }

    [Fact]
    public void Leaves_an_empty_mask_empty()
    {
        var mask = new BinaryMask(10, 10);
        MaskCleaner.Clean(mask);

        Assert.Equal(0, mask.CountArea());
    }
}
