using SegFunctions.Contract.Video;
using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Inference.Tests.Video;

public sealed class FrameSamplingTests
{
    private static readonly double[] ThirtyFps = [.. Enumerable.Range(0, 60).Select(frame => frame / 30.0)];

    [Fact]
    public void Five_of_thirty_a_second_are_every_sixth_from_the_first() =>
        Assert.Equal([0, 6, 12, 18, 24, 30, 36, 42, 48, 54], Choose(ThirtyFps, fps: 5));

    [Theory]
    [InlineData(1e300)]
    [InlineData(30)]
    [InlineData(100)]
    public void A_rate_above_the_clips_takes_every_frame(double fps) => Assert.Equal(60, Choose(ThirtyFps, fps).Count);

    [Fact]
    public void A_rate_of_almost_nothing_takes_the_first_frame() => Assert.Equal([0], Choose(ThirtyFps, 1e-300));

    [Fact]
    public void Times_rounded_to_milliseconds_give_the_same_frames()
    {
        double[] rounded = [.. ThirtyFps.Select(time => Math.Round(time, 3))];

        Assert.Equal(Choose(ThirtyFps, 5), Choose(rounded, 5));
    }

    [Fact]
    public void What_stays_on_the_screen_is_taken_once()
    {
        double[] uneven = [0, 0.1, 0.2, 1.9, 2.0];

        Assert.Equal([0, 2, 4], Choose(uneven, 5));
    }

    [Theory]
    [InlineData(1, new[] { 0 })]
    [InlineData(2, new[] { 0, 59 })]
    [InlineData(4, new[] { 0, 20, 39, 59 })]
    public void A_number_of_frames_is_spread_from_the_first_to_the_last(int count, int[] frames) =>
        Assert.Equal(frames, FrameSampling.Choose(ThirtyFps, new VideoSampling(null, count, 1000), []).Frames);

    [Fact]
    public void A_larger_number_than_there_are_takes_every_frame() =>
        Assert.Equal(60, FrameSampling.Choose(ThirtyFps, new VideoSampling(null, 61, 1000), []).Frames.Count);

    [Fact]
    public void The_most_frames_cut_the_end_but_never_a_marked_frame()
    {
        var (frames, isCut) = FrameSampling.Choose(ThirtyFps, new VideoSampling(5, null, 3), [50]);

        Assert.Equal([0, 6, 50], frames);
        Assert.True(isCut);
    }

    private static IReadOnlyList<int> Choose(IReadOnlyList<double> times, double fps) =>
        FrameSampling.Choose(times, new VideoSampling(fps, null, 1000), []).Frames;
}
