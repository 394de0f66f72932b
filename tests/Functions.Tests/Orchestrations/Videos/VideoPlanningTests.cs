using SegFunctions.Contract.Video;
using SegFunctions.Orchestrations.Videos;

namespace SegFunctions.Tests.Orchestrations.Videos;

public sealed class VideoPlanningTests
{
    private static readonly TimeSpan Wanted = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(1000, "words 0, words 1-4, words 5-8, words 9")]
    [InlineData(1200, "words 0, words 1-2, words 3-4, words 5-6, words 7-8, words 9")]
    [InlineData(6000, "words 0, words 1, words 2, words 3, words 4, words 5, words 6, words 7, words 8, words 9")]
    [InlineData(1, "words 0, words 1-8, words 9")]
    public void A_segment_holds_as_many_chunks_as_fit_into_its_time_rounded_down_to_a_power_of_two(double millisecondsPerFrame, string expected) =>
        Assert.Equal(expected, Describe(VideoPlanning.Make(Probe(10), Took(millisecondsPerFrame), hasWords: true, Wanted)));

    [Fact]
    public void A_short_clip_is_one_segment() =>
        Assert.Equal("words 0", Describe(VideoPlanning.Make(Probe(1), Took(1000), hasWords: true, Wanted)));

    [Fact]
    public void Marks_are_followed_both_ways_each_segment_from_where_its_neighbor_ended() =>
        Assert.Equal(
            "forward 4, forward 5-8 after 0, forward 9 after 1, backward 1-4, backward 0 after 3",
            Describe(VideoPlanning.Make(Probe(10, firstMark: 4, lastMark: 4), Took(1000), hasWords: false, Wanted)));

    [Fact]
    public void Marks_on_several_frames_are_followed_from_the_first_to_the_end_and_from_the_last_to_the_beginning() =>
        Assert.Equal(
            "forward 2, forward 3-6 after 0, forward 7-9 after 1, backward 5-8, backward 1-4 after 3, backward 0 after 4",
            Describe(VideoPlanning.Make(Probe(10, firstMark: 2, lastMark: 8), Took(1000), hasWords: false, Wanted)));

    [Fact]
    public void Words_and_marks_are_looked_for_beside_each_other() =>
        Assert.Equal(
            "words 0, words 1-4, forward 0-3, forward 4 after 2, backward 0",
            Describe(VideoPlanning.Make(Probe(5, firstMark: 0, lastMark: 0), Took(1000), hasWords: true, Wanted)));

    [Fact]
    public void The_first_segment_of_a_plan_is_the_one_that_was_measured()
    {
        foreach (var (probe, hasWords) in new[] { (Probe(10), true), (Probe(10, 3, 7), false), (Probe(10, 9, 9), false) })
        {
            Assert.Equal(VideoPlanning.First(probe, hasWords), VideoPlanning.Make(probe, Took(1000), hasWords, Wanted).Segments[0]);
        }
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(20, 40)]
    [InlineData(40, 40)]
    public void A_segment_may_take_twice_its_time_but_never_more_than_40_seconds(double planned, double limit) =>
        Assert.Equal(TimeSpan.FromSeconds(limit), VideoPlanning.LimitOf(TimeSpan.FromSeconds(planned)));

    [Theory]
    [InlineData(0)]
    [InlineData(1e9)]
    public void Every_chunk_is_covered_however_fast_or_slow_the_first_was(double millisecondsPerFrame)
    {
        var plan = VideoPlanning.Make(Probe(700, firstMark: 100, lastMark: 300), Took(millisecondsPerFrame), hasWords: true, Wanted);

        Assert.Equal(Enumerable.Range(0, 700), ChunksOf(VideoMode.Words));
        Assert.Equal(Enumerable.Range(100, 600), ChunksOf(VideoMode.Forward));
        Assert.Equal(Enumerable.Range(0, 301), ChunksOf(VideoMode.Backward).Order());
        Assert.Equal(Enumerable.Range(0, plan.Segments.Count), plan.Segments.Select(segment => segment.Index));

        IEnumerable<int> ChunksOf(VideoMode mode) => plan.Segments
            .Where(segment => segment.Mode == mode)
            .SelectMany(segment => Enumerable.Range(segment.First, segment.Last - segment.First + 1));
    }

    private static VideoProbe Probe(int chunks, int? firstMark = null, int? lastMark = null) =>
        new(640, 480, 10, 30, chunks * 5, chunks, 5, 1, firstMark, lastMark);

    private static VideoWork Took(double millisecondsPerFrame) => new(5, 5 * millisecondsPerFrame);

    private static string Describe(VideoPlan plan) => string.Join(", ", plan.Segments.Select(segment =>
        $"{segment.Mode.ToString().ToLowerInvariant()} {(segment.First == segment.Last ? segment.First : $"{segment.First}-{segment.Last}")}"
        + (segment.After is { } neighbor ? $" after {neighbor}" : "")));
}
