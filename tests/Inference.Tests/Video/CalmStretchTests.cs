using SegFunctions.Inference.Tests.Video.Made;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>Discs at the two ends of a stretch.</summary>
public sealed class CalmStretchTests : IDisposable
{
    private readonly Thumbnail _frame = new Discs(100, 90, 20).Draw();

    private readonly Thumbnail _other = new Discs(250, 90, 20).Draw();

    public void Dispose()
    {
        _frame.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void What_goes_by_less_than_its_width_is_calm() => Assert.True(CalmStretch.SeemsCalm([See(100)], [See(125)]));

    [Fact]
    public void What_goes_farther_or_changes_its_size_is_not()
    {
        Assert.False(CalmStretch.SeemsCalm([See(100)], [See(138)]));
        Assert.False(CalmStretch.SeemsCalm([See(100)], [See(100, radius: 26)]));
    }

    [Fact]
    public void What_comes_or_leaves_is_not()
    {
        Assert.False(CalmStretch.SeemsCalm([], [See(100)]));
        Assert.False(CalmStretch.SeemsCalm([See(100)], []));
        Assert.False(CalmStretch.SeemsCalm([See(100)], [See(100, classId: 1)]));
    }

    [Fact]
    public void Two_are_calm_only_if_their_ways_do_not_touch()
    {
        Assert.True(CalmStretch.SeemsCalm([See(60), See(200)], [See(180), See(80)]));
        Assert.False(CalmStretch.SeemsCalm([See(60), See(120)], [See(85), See(95)]));
    }

    [Fact]
    public void What_is_hardly_seen_may_come_and_leave() => Assert.True(CalmStretch.SeemsCalm([See(100)], [See(100), See(130, score: 0.4)]));

    [Fact]
    public void What_looks_otherwise_is_another_thing() =>
        Assert.False(CalmStretch.SeemsCalm([See(100)], [new KeyObject(0, 0.9, new Discs(100, 90, 20).MaskAt(_other))]));

    private KeyObject See(double x, double radius = 20, int classId = 0, double score = 0.9) =>
        new(classId, score, new Sighting(new Discs(x, 90, radius).MaskAt(_frame).Mask, new Discs(100, 90, 20).MaskAt(_frame).Appearance));
}
