using SegFunctions.Benchmarks.Comparison;

namespace SegFunctions.House.Tests.Comparison;

public sealed class FiguresTests
{
    [Fact]
    public void A_line_without_a_number_is_no_figure() => Assert.Empty(Figures.Read(["", "warming up", "p99 follows"]).Keys);

    [Fact]
    public void Lines_that_differ_in_numbers_only_are_counted()
    {
        var figures = Figures.Read(["jobs 1 in 3 ms", "done after 1 s", "jobs 2 in 5 ms"]);

        Assert.Equal(["jobs # in # ms", "done after # s", "jobs # in # ms [2]"], figures.Keys.Select(key => key.ToString()));
        Assert.Equal([2, 5], figures.Find(new FigureKey("jobs # in # ms", 2))!.Numbers);
    }

    [Fact]
    public void Finds_nothing_where_the_output_has_no_such_line() => Assert.Null(Figures.Read(["a 1"]).Find(new FigureKey("b #", 1)));
}
