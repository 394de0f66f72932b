using SegFunctions.Inference.Tests.Video.Made;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>A disc that is lost after the first frame, and what has come in the last one, all of its colors.</summary>
public sealed class ArrivalsTests : IDisposable
{
    private const int Last = 5;

    private static readonly Clip Clip = new(
        Discs.Width, Discs.Height, 30, 20, null, 0, new ClipColors("bt709", null), new TickLength(1, 5), [.. Enumerable.Range(0, 100).Select(tick => (long)tick)], true,
        [.. Enumerable.Range(0, 100)], 5, 1, false);

    private readonly Thumbnail _frame = new Discs(100, 90, 20).Draw();

    public void Dispose() => _frame.Dispose();

    [Theory]
    [InlineData(new[] { 0.9 }, 0)]
    [InlineData(new[] { 0.4 }, 0)]
    [InlineData(new[] { 0.4, 0.9 }, 1)]
    [InlineData(new[] { 0.9, 0.4, 0.3 }, 0)]
    [InlineData(new[] { 0.9, 0.8 }, null)]
    [InlineData(new[] { 0.4, 0.3 }, null)]
    public void What_is_hardly_seen_does_not_count_beside_what_is_seen_well(double[] scores, int? found)
    {
        var trail = new Trail(Clip, 0, See(60, 0.9)) { StartsAs = 0 };

        var ends = new Arrivals(Clip).MatchAlone([trail], Last, [.. scores.Select((score, index) => See(150 + (50 * index), score))]);

        Assert.Equal(found, trail.EndsAs);
        Assert.Equal(found is null ? [] : [trail], ends);
    }

    [Fact]
    public void Another_kind_does_not_count()
    {
        var trail = new Trail(Clip, 0, See(60, 0.9)) { StartsAs = 0 };

        new Arrivals(Clip).MatchAlone([trail], Last, [See(150, 0.9, classId: 1), See(200, 0.4)]);

        Assert.Equal(1, trail.EndsAs);
    }

    private KeyObject See(double x, double score, int classId = 0) =>
        new(classId, score, new Sighting(new Discs(x, 90, 20).MaskAt(_frame).Mask, new Discs(100, 90, 20).MaskAt(_frame).Appearance));
}
