using SegFunctions.Local.Segmenting;

namespace SegFunctions.Local.Tests.Segmenting;

public sealed class KindOptionsTests
{
    private static readonly InputFile Clip = new("a.mp4", "/a.mp4", "video/mp4", "a");
    private static readonly InputFile Photo = new("b.jpg", "/b.jpg", "image/jpeg", "b");
    private static readonly InputFile Missing = new("c.jpg", "/c.jpg", string.Empty, "c", "It is empty.");

    private static readonly SegmentOptions Plain = new(0.5, null, 0, []) { Words = ["boat"] };
    private static readonly SegmentOptions ForPictures = new(null, 0.4, -1, []) { NegativeWords = ["person"], Subject = true, Candidates = true };
    private static readonly SegmentOptions ForVideos = Plain with { Fps = 5, MaxFrames = 2 };

    [Fact]
    public void What_only_pictures_take_is_refused_for_videos_alone() => Assert.Equal(
        "Only pictures take --negative and --subject and --candidates and --mask-threshold and --edge-offset, and only videos are given.",
        Assert.Throws<UserException>(() => KindOptions.Check(ForPictures, [Clip, Missing])).Message);

    [Fact]
    public void What_only_videos_take_is_refused_for_pictures_alone() => Assert.Equal(
        "Only videos take --fps and --max-frames, and only pictures are given.",
        Assert.Throws<UserException>(() => KindOptions.Check(ForVideos, [Photo])).Message);

    [Fact]
    public void Among_both_kinds_each_option_is_for_its_own()
    {
        KindOptions.Check(ForPictures, [Clip, Photo]);
        KindOptions.Check(ForVideos, [Clip, Photo]);
        KindOptions.Check(Plain, [Clip]);
        KindOptions.Check(Plain, [Photo]);
        KindOptions.Check(ForPictures, [Missing]);
    }
}
