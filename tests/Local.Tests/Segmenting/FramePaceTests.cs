using SegFunctions.Local.Segmenting;

namespace SegFunctions.Local.Tests.Segmenting;

public sealed class FramePaceTests
{
    private static readonly DateTimeOffset Since = new(2026, 3, 7, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_time_left_goes_by_what_was_done_since_the_first_look()
    {
        var pace = new FramePace(Since, 10);

        Assert.Null(pace.FindTimeLeft(Since, 10, 100));
        Assert.Null(pace.FindTimeLeft(Since.AddSeconds(30), 10, 100));
        Assert.Equal(TimeSpan.FromSeconds(60), pace.FindTimeLeft(Since.AddSeconds(30), 40, 100));
        Assert.Equal(TimeSpan.Zero, pace.FindTimeLeft(Since.AddSeconds(90), 100, 100));
    }

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(61, "2 min")]
    [InlineData(7200, "120 min")]
    public void A_time_is_told_to_the_second_or_to_the_minute(int seconds, string text) =>
        Assert.Equal(text, FramePace.ToText(TimeSpan.FromSeconds(seconds)));
}
