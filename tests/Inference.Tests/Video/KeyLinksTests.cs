using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video;

public sealed class KeyLinksTests
{
    private const int Dog = 16;
    private const int Cat = 15;
    private const double Seconds = 1.8;

    [Fact]
    public void What_both_frames_show_alike_is_calm_and_tells_its_speed()
    {
        var links = new KeyLinks([Place(0, Dog, 0.9, 100, 100)], [Place(0, Dog, 0.8, 190, 100)], Seconds);

        Assert.True(links.IsCalm);
        Assert.Equal((50, 0), links.FindSpeed(0, inFirst: true));
        Assert.Equal((50, 0), links.FindSpeed(0, inFirst: false));
    }

    [Fact]
    public void What_only_one_frame_shows_is_not_calm()
    {
        var both = Place(0, Dog, 0.9, 100, 100);

        Assert.False(new KeyLinks([both], [both, Place(1, Dog, 0.8, 700, 100)], Seconds).IsCalm);
        Assert.False(new KeyLinks([both, Place(1, Dog, 0.8, 700, 100)], [both], Seconds).IsCalm);
        Assert.False(new KeyLinks([both], [Place(0, Cat, 0.9, 100, 100)], Seconds).IsCalm);
    }

    [Fact]
    public void What_is_hardly_seen_or_not_at_all_is_not_calm()
    {
        Assert.False(new KeyLinks([], [], Seconds).IsCalm);
        Assert.False(new KeyLinks([Place(0, Dog, 0.4, 100, 100)], [Place(0, Dog, 0.4, 100, 100)], Seconds).IsCalm);
    }

    [Fact]
    public void Two_that_pass_each_other_are_not_calm_nor_is_what_goes_far()
    {
        Assert.False(new KeyLinks(
            [Place(0, Dog, 0.9, 100, 100), Place(1, Cat, 0.8, 200, 150)], [Place(0, Dog, 0.9, 180, 100), Place(1, Cat, 0.8, 120, 150)], Seconds).IsCalm);
        Assert.False(new KeyLinks([Place(0, Dog, 0.9, 100, 100)], [Place(0, Dog, 0.9, 250, 100)], Seconds).IsCalm);
    }

    [Fact]
    public void Faint_doubles_of_what_is_seen_well_change_nothing()
    {
        var links = new KeyLinks(
            [Place(0, Dog, 0.9, 100, 100), Place(1, Dog, 0.4, 150, 100)], [Place(0, Dog, 0.9, 150, 100), Place(1, Dog, 0.35, 105, 100)], Seconds);

        Assert.True(links.IsCalm);
        Assert.Equal(50 / Seconds, links.FindSpeed(0, inFirst: true).X, 3);
    }

    [Fact]
    public void What_is_hardly_seen_is_wanted_only_where_the_other_frame_has_what_it_may_be()
    {
        var (faint, far) = (Place(0, Dog, 0.4, 100, 100), Place(0, Dog, 0.4, 900, 100));

        Assert.True(new KeyLinks([faint], [faint], Seconds).IsWanted(faint, inFirst: true));
        Assert.False(new KeyLinks([faint], [far], Seconds).IsWanted(faint, inFirst: true));
        Assert.False(new KeyLinks([faint], [], Seconds).IsWanted(faint, inFirst: true));
        Assert.True(new KeyLinks([Place(0, Dog, 0.9, 100, 100)], [], Seconds).IsWanted(Place(0, Dog, 0.9, 100, 100), inFirst: true));
        Assert.True(new KeyLinks([faint with { Box = null }], [], Seconds).IsWanted(faint with { Box = null }, inFirst: true));
    }

    /// <summary>100 pixels high and wide.</summary>
    private static KeyPlace Place(int number, int classId, double score, float left, float top) => new(number, classId, score, new BoxF(left, top, left + 100, top + 100));
}
