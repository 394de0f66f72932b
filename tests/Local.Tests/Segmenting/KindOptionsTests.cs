using SegFunctions.Local.Segmenting;

namespace SegFunctions.Local.Tests.Segmenting;

public sealed class KindOptionsTests
{
    private static readonly InputFile Clip = new("a.mp4", "/a.mp4", "video/mp4", "a");
    private static readonly InputFile Photo = new("b.jpg", "/b.jpg", "image/jpeg", "b");
    private static readonly InputFile Missing = new("c.jpg", "/c.jpg", string.Empty, "c", "It is empty.");

    private static readonly SegmentOptions Plain = new(0.5, null, 0, []) { Words = ["boat"] };
    private static readonly SegmentOptions ForPictures = new(null, 0.4, -1, ["cutout", "rle", "polygons"]) { NegativeWords = ["person"], Subject = true, Candidates = true };
    private static readonly SegmentOptions ForVideos = Plain with { Fps = 5, MaxFrames = 2, Marks = Marks.Read(["0.5,0.5"], ["0,0,1,1"], frame: 3), Outputs = ["cutout", "mask"] };

    [Fact]
    public void What_only_pictures_take_is_refused_for_videos_alone() => Assert.Equal(
        "Only pictures take --negative and --subject and --candidates and --mask-threshold and --edge-offset and --output polygons and --output rle, and only videos are given.",
        Assert.Throws<UserException>(() => KindOptions.Check(ForPictures, [Clip])).Message);

    [Fact]
    public void What_only_videos_take_is_refused_for_pictures_alone() => Assert.Equal(
        "Only videos take --fps and --max-frames and --frame and --output mask, and only pictures are given.",
        Assert.Throws<UserException>(() => KindOptions.Check(ForVideos, [Photo])).Message);

    [Fact]
    public void Among_both_kinds_each_option_is_for_its_own()
    {
        KindOptions.Check(ForPictures, [Clip, Photo]);
        KindOptions.Check(ForVideos, [Clip, Photo]);
        KindOptions.Check(Plain, [Clip]);
        KindOptions.Check(Plain, [Photo]);
    }

    /// <summary>Its kind is not known.</summary>
    [Fact]
    public void Beside_a_file_that_cannot_be_read_every_option_passes()
    {
        KindOptions.Check(ForPictures, [Missing]);
        KindOptions.Check(ForPictures, [Clip, Missing]);
        KindOptions.Check(ForVideos, [Photo, Missing]);
    }

    [Fact]
    public void What_only_videos_take_is_not_sent_with_pictures()
    {
        var (pictures, videos) = (ForVideos.ToBody(["b"], areVideos: false, null), ForVideos.ToBody(["a"], areVideos: true, null));

        Assert.Equal((null, null, null, null), (Assert.Single(pictures.Points!).Frame, Assert.Single(pictures.Boxes!).Frame, pictures.Fps, pictures.MaxFrames));
        Assert.Equal(["cutout"], pictures.Outputs!);
        Assert.Equal((3, 3, 5, 2), (Assert.Single(videos.Points!).Frame, Assert.Single(videos.Boxes!).Frame, videos.Fps, videos.MaxFrames));
        Assert.Equal(["cutout", "mask"], videos.Outputs!);
    }

    [Fact]
    public void What_only_pictures_take_is_not_sent_with_videos()
    {
        Assert.Equal(["cutout"], ForPictures.ToBody(["a"], areVideos: true, null).Outputs!);
        Assert.Equal(["cutout", "rle", "polygons"], ForPictures.ToBody(["b"], areVideos: false, null).Outputs!);
    }
}
