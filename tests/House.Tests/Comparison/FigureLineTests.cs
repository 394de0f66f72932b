using SegFunctions.Benchmarks.Comparison;

namespace SegFunctions.House.Tests.Comparison;

public sealed class FigureLineTests
{
    [Theory]
    [InlineData("one way: median 0.4 ms, p99 1.6 ms of 200", "one way: median # ms, p99 # ms of #", new[] { 0.4, 1.6, 200 })]
    [InlineData("jobs      1–1000    32.1 ms a job", "jobs #–# # ms a job", new[] { 1, 1000, 32.1 })]
    [InlineData("changed by -3.5 (-4 to 1e-05)", "changed by # (# to #)", new[] { -3.5, -4, 0.00001 })]
    [InlineData("10,000 jobs, 1,234.5 MB, 1,2", "# jobs, # MB, #,#", new[] { 10_000, 1234.5, 1, 2 })]
    [InlineData("0.100 % of a core, ratio 1.07x, 12:05", "# % of a core, ratio #x, #:#", new[] { 0.1, 1.07, 12, 5 })]
    [InlineData("photo-17.jpg 640-480", "photo-#.jpg #-#", new[] { 17.0, 640, 480 })]
    [InlineData("p50 and fp32 and UTF8 are words", "p50 and fp32 and UTF8 are words", new double[0])]
    [InlineData("", "", new double[0])]
    public void Takes_a_line_apart_into_text_and_numbers(string line, string key, double[] numbers)
    {
        var parsed = FigureLine.Parse(line);

        Assert.Equal(key, parsed.Key);
        Assert.Equal(numbers, parsed.Numbers);
    }

    [Fact]
    public void Padding_makes_no_difference() =>
        Assert.Equal(FigureLine.Parse("masks 3.1 ms").Key, FigureLine.Parse("  masks     12.5 ms ").Key);

    [Fact]
    public void Puts_anything_in_the_place_of_a_number() =>
        Assert.Equal("from <0> to <1> ms", FigureLine.Parse("from 3 to 4 ms").Write(index => $"<{index}>"));
}
