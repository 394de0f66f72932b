using FsCheck.Xunit;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Postprocessing.RunLengths;

namespace SegFunctions.Inference.Tests.Postprocessing.RunLengths;

/// <summary>The vectors come from cocoapi's own C code.</summary>
public sealed class CocoRleTests
{
    public static TheoryData<string[], int[], string> SmallVectors { get; } = new()
    {
        { ["....", ".##.", ".##."], [4, 2, 1, 2, 3], "42102" },
        { ["...", "..."], [6], "6" },
        { ["###", "###"], [0, 6], "06" },
        { ["#.", ".."], [0, 1, 3], "013" },
    };

    [Theory]
    [MemberData(nameof(SmallVectors))]
    public void Writes_and_reads_what_cocoapi_does(string[] rows, int[] counts, string text)
    {
        var rle = CocoRle.FromMask(Drawing.Mask(rows));

        Assert.Equal((rows.Length, rows[0].Length), (rle.Height, rle.Width));
        Assert.Equal(counts, rle.Counts);
        Assert.Equal(text, rle.ToText());
        Assert.Equal(rows, Drawing.Rows(CocoRle.FromText(rows.Length, rows[0].Length, text).ToMask()));
    }

    [Fact]
    public void Writes_a_rectangle_like_cocoapi()
    {
        var mask = new BinaryMask(200, 100);
        for (var y = 10; y < 60; y++)
        {
            mask.Fill(y, 20, 170, value: true);
        }

        var rle = CocoRle.FromMask(mask);

        Assert.Equal([2010, .. Enumerable.Repeat(50, 299), 3040], rle.Counts);
        Assert.Equal("jn1b1b1" + new string('0', 297) + "^m2", rle.ToText());
    }

    [Fact]
    public void Writes_a_disc_like_cocoapi()
    {
        var rle = CocoRle.FromMask(Drawing.Disc(40, 40, 20, 20, 10));

        Assert.Equal(
            [
                420, 1, 35, 9, 29, 13, 26, 15, 24, 17, 23, 17, 22, 19, 21, 19, 21, 19, 21, 19, 20, 21, 20, 19, 21, 19, 21, 19, 21, 19, 22, 17, 23, 17,
                24, 15, 26, 13, 29, 9, 35, 1, 379,
            ],
            rle.Counts);
        Assert.Equal("T=1S18J4M2N2O0O2O00000O20N1000001N101N2N3L6Hh:", rle.ToText());
    }

    [Property(Arbitrary = [typeof(AnyMask)], MaxTest = 300)]
    public void Any_mask_comes_back_from_its_text(BinaryMask mask)
    {
        var read = CocoRle.FromText(mask.Height, mask.Width, CocoRle.FromMask(mask).ToText());

        Assert.Equal(Drawing.Rows(mask), Drawing.Rows(read.ToMask()));
    }

    [Property(Arbitrary = [typeof(AnyMask)], MaxTest = 100)]
    public void The_runs_are_those_of_a_walk_down_the_columns(BinaryMask mask)
    {
        var (counts, value) = (new List<int> { 0 }, false);
        for (var i = 0; i < mask.Width * mask.Height; i++)
        {
            if (mask[i / mask.Height, i % mask.Height] != value)
            {
                counts.Add(0);
                value = !value;
            }

            counts[^1]++;
        }

        Assert.Equal(counts, CocoRle.FromMask(mask).Counts);
    }

    [Property]
    public bool Text_of_any_counts_comes_back(FsCheck.NonNegativeInt[] counts)
    {
        var values = counts.Select(count => count.Get).ToArray();
        return CocoRle.FromText(1, 1, new CocoRle(1, 1, values).ToText()).Counts.SequenceEqual(values);
    }

    [Fact]
    public void Text_of_the_largest_counts_comes_back()
    {
        int[] counts = [int.MaxValue, int.MaxValue, 0, 0, int.MaxValue, int.MaxValue, 0];

        Assert.Equal(counts, CocoRle.FromText(1, 1, new CocoRle(1, 1, counts).ToText()).Counts);
    }

    [Theory]
    [InlineData("o")]
    [InlineData("oooooooo0")]
    [InlineData("4 2")]
    [InlineData("é")]
    [InlineData("000@")]
    public void Refuses_a_text_that_is_no_rle(string text) => Assert.Throws<FormatException>(() => CocoRle.FromText(2, 3, text));

    [Theory]
    [InlineData("5")]
    [InlineData("7")]
    [InlineData("")]
    [InlineData("0oooooo1")]
    public void Refuses_runs_that_do_not_fill_the_mask(string text) =>
        Assert.Throws<FormatException>(() => CocoRle.FromText(2, 3, text).ToMask());

    [Fact]
    public void Refuses_a_negative_run() => Assert.Throws<FormatException>(() => new CocoRle(2, 3, [8, -2]).ToMask());
}
