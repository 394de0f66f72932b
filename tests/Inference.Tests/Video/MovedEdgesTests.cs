using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video;

public sealed class MovedEdgesTests
{
    private const int Length = 1000;

    // Of a length of 100: three hundredths on each side.
    private const float Margin = 3;

    [Theory]
    [InlineData(300, 400, 50, 350 - Margin, 450 + Margin)]
    [InlineData(300, 400, -50, 250 - Margin, 350 + Margin)]
    public void A_box_in_the_middle_moves_with_margins(float start, float end, float shift, float newStart, float newEnd) =>
        Assert.Equal((newStart, newEnd), Follower.MoveEdges(start, end, shift, Length));

    /// <summary>Inward from an edge that cuts an object off, so that the rest of it comes in.</summary>
    [Theory]
    [InlineData(0, 100, 50, 0, 150 + Margin)]
    [InlineData(900, 1000, -50, 850 - Margin, 1000)]
    [InlineData(1, 101, 50, 0, 151 + Margin)]
    [InlineData(899, 999, -50, 849 - Margin, 1000)]
    public void What_an_edge_cuts_off_reaches_to_that_edge_still(float start, float end, float shift, float newStart, float newEnd) =>
        Assert.Equal((newStart, newEnd), Follower.MoveEdges(start, end, shift, Length));

    [Theory]
    [InlineData(2, 102, 50, 52 - Margin, 152 + Margin)]
    [InlineData(898, 998, -50, 848 - Margin, 948 + Margin)]
    public void What_ends_before_an_edge_leaves_it(float start, float end, float shift, float newStart, float newEnd) =>
        Assert.Equal((newStart, newEnd), Follower.MoveEdges(start, end, shift, Length));

    /// <summary>With it, the middle goes on as far as the shift says.</summary>
    [Fact]
    public void What_an_edge_cuts_off_reaches_to_that_edge_still_as_it_shrinks()
    {
        Assert.Equal(0, Follower.MoveEdges(0, 400, -10, Length, 0.875f).Start);
        Assert.Equal(Length, Follower.MoveEdges(600, Length, 10, Length, 0.875f).End);
    }

    [Fact]
    public void What_ends_before_an_edge_leaves_it_also_as_it_grows()
    {
        const float Grown = 450 * 0.03f;
        Assert.Equal(15 - 25 + 40 - Grown, Follower.MoveEdges(15, 415, 40, Length, 1.125f).Start, 0.01);
        Assert.Equal(Length - (15 - 25 + 40 - Grown), Follower.MoveEdges(585, 985, -40, Length, 1.125f).End, 0.01);
    }

    [Theory]
    [InlineData(0, 100, -50, 0, 50 + Margin)]
    [InlineData(900, 1000, 50, 950 - Margin, 1000)]
    public void What_goes_out_is_cut_at_the_edge(float start, float end, float shift, float newStart, float newEnd) =>
        Assert.Equal((newStart, newEnd), Follower.MoveEdges(start, end, shift, Length));
}
