using SegFunctions.Inference.Video;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>Segments with 40 seconds.</summary>
public sealed class SegmentPaceTests
{
    /// <summary>Whatever comes is up to seven times as slow as the slowest chunk so far.</summary>
    [Theory]
    [InlineData(new double[] { 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2 }, true)]
    [InlineData(new double[] { 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2 }, false)]
    [InlineData(new double[] { 2, 8 }, false)]
    [InlineData(new double[] { 4.9 }, true)]
    [InlineData(new double[] { 4.9, 2 }, false)]
    [InlineData(new double[] { 5.1 }, false)]
    public void It_stops_before_a_chunk_that_might_end_too_late(double[] seconds, bool goesOn)
    {
        var clock = new SetClock();
        var pace = new SegmentPace(TimeSpan.FromSeconds(40), clock);

        var answers = seconds.Select(took =>
        {
            clock.Ticks += TimeSpan.FromSeconds(took).Ticks;
            return pace.HasTimeForAnother();
        }).ToList();

        Assert.Equal(goesOn, answers[^1]);
        Assert.All(answers.SkipLast(1), Assert.True);
        Assert.Equal(seconds.Sum(), pace.Elapsed.TotalSeconds, 1e-6);
    }

    /// <summary>It counts for the limit, but the next chunk takes no longer because of it.</summary>
    [Fact]
    public void What_comes_before_the_first_chunk_is_no_measure_of_the_next()
    {
        var clock = new SetClock();
        var pace = new SegmentPace(TimeSpan.FromSeconds(40), clock);
        clock.Ticks += 30 * TimeSpan.TicksPerSecond;

        var goesOn = Enumerable.Range(0, 4).Select(_ =>
        {
            pace.Begin();
            clock.Ticks += TimeSpan.TicksPerSecond;
            return pace.HasTimeForAnother();
        }).ToList();

        Assert.Equal([true, true, true, false], goesOn);
    }

    [Fact]
    public void Without_a_limit_it_never_stops()
    {
        var clock = new SetClock();
        var pace = new SegmentPace(null, clock);
        clock.Ticks = TimeSpan.TicksPerHour;

        Assert.True(pace.HasTimeForAnother());
    }

    private sealed class SetClock : TimeProvider
    {
        public long Ticks { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Ticks;
    }
}
