using SegFunctions.Benchmarks.Comparison;

namespace SegFunctions.House.Tests.Comparison;

public sealed class RatioTableTests
{
    private static RatioTable Compare(params (string[] This, string[] Other)[] turns) =>
        RatioTable.Of([.. turns.Select(turn => new TurnPair(Figures.Read(turn.This), Figures.Read(turn.Other)))]);

    [Fact]
    public void Gives_the_median_of_the_ratios_pair_by_pair_with_their_spread()
    {
        var table = Compare((["took 2 ms"], ["took 4 ms"]), (["took 9 ms"], ["took 3 ms"]), (["took 3 ms"], ["took 5 ms"]));

        Assert.Equal(new Ratio(3, 4, new Spread(0.6, 0.5, 3, 3)), Assert.Single(Assert.Single(table.Rows).Ratios));
    }

    [Fact]
    public void Of_two_pairs_the_median_is_the_mean() =>
        Assert.Equal(1.5, Compare((["2 ms"], ["2 ms"]), (["4 ms"], ["2 ms"])).Rows[0].Ratios[0]!.Quotients.Median);

    [Fact]
    public void A_number_that_never_differs_has_no_ratio()
    {
        var row = Assert.Single(Compare((["3 ms of 200"], ["4 ms of 200"]), (["4 ms of 200"], ["4 ms of 200"])).Rows);

        Assert.NotNull(row.Ratios[0]);
        Assert.Null(row.Ratios[1]);
    }

    [Fact]
    public void Zero_against_zero_is_one_and_anything_against_zero_is_infinite()
    {
        var ratio = Compare((["lost 0"], ["lost 0"]), (["lost 2"], ["lost 0"]), (["lost 0"], ["lost 1"])).Rows[0].Ratios[0]!;

        Assert.Equal(new Spread(1, 0, double.PositiveInfinity, 3), ratio.Quotients);
    }

    [Fact]
    public void Lists_the_lines_that_one_side_never_prints()
    {
        var table = Compare((["both 1", "the broker 5 MB"], ["both 2", "old 7"]));

        Assert.Equal("both #", Assert.Single(table.Rows).Line.Key);
        Assert.Equal(["the broker # MB"], table.OnlyThis.Select(key => key.Text));
        Assert.Equal(["old #"], table.OnlyOther.Select(key => key.Text));
    }

    [Fact]
    public void A_line_that_is_missing_from_one_turn_is_compared_in_the_others()
    {
        var table = Compare((["late 1 s", "always 1"], ["always 1"]), (["late 1 s", "always 1"], ["late 2 s", "always 1"]));

        Assert.Equal(1, table.Rows.Single(row => row.Line.Key == "late # s").Ratios[0]!.Quotients.Count);
        Assert.Empty(table.OnlyThis);
    }

    [Fact]
    public void Lines_that_both_print_but_never_in_one_pair_are_in_no_list()
    {
        var table = Compare((["odd 1"], []), ([], ["odd 2"]));

        Assert.Equal([], table.Rows);
        Assert.Equal([], table.OnlyThis.Concat(table.OnlyOther));
    }

    [Fact]
    public void Of_no_pairs_there_is_nothing_to_tell()
    {
        var table = Compare();

        Assert.Empty(RatioText.Write(table));
    }

    [Fact]
    public void Is_written_with_a_letter_for_each_number_that_differs() => Assert.Equal(
        [
            "200 took <a> ms, <b> at most",
            "    <a>  0.500 (0.250 to 0.750, 2 pairs), medians 2 against 4",
            "    <b>  1.500 (1.000 to 2.000, 2 pairs), medians 7.5 against 5",
            "the other lacks:",
            "    new #",
            "this lacks:",
            "    gone #",
        ],
        RatioText.Write(Compare(
            (["200 took 1 ms, 5 at most", "new 1"], ["200 took 4 ms, 5 at most"]),
            (["200 took 3 ms, 10 at most"], ["200 took 4 ms, 5 at most", "gone 3"]))));
}
