using Microsoft.Extensions.Time.Testing;
using SegFunctions.Local.Output;
using SegFunctions.Local.Segmenting;

namespace SegFunctions.Local.Tests.Segmenting;

public sealed class ItemBoardTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly FakeTimeProvider _time = new();

    private string[] Lines => _output.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void A_video_in_progress_tells_its_frames_and_how_long_the_rest_will_take()
    {
        var board = Make(Video);
        board.Show(Video, "processing", 0, 40);
        _time.Advance(TimeSpan.FromSeconds(30));
        board.Show(Video, "processing", 30, 40);

        Assert.Equal(["clip: processing, 0 of 40 frames", "clip: processing, 30 of 40 frames, 10 s left"], Lines);
    }

    [Fact]
    public void A_video_of_one_frame_is_told_in_the_singular()
    {
        Make(Video).Show(Video, "processing", 0, 1);

        Assert.Equal(["clip: processing, 0 of 1 frame"], Lines);
    }

    [Fact]
    public void What_was_found_is_counted_at_the_end()
    {
        var board = Make(Photo, Video);
        board.End(Photo, new(Photo.Name, ResultItem.Success, Error: null, Note: null, "photo/preview.png",
        [
            new("boat", "boat", 0.9, [0, 0, 1, 1], 1, "photo/masks/0.png"), new("points", "points", 0.9, [0, 0, 1, 1], 1, "photo/masks/1.png", Candidate: "whole"),
        ]));
        var counts = new ResultCounts(7, 6, 12);
        board.End(Video, new(Video.Name, ResultItem.Success, Error: null, Note: null, "clip/preview.mp4", [], Video: new("clip/masks.json", Frames: null, counts, [])));

        Assert.Equal(["photo: success, 1 segment", "2 files: 1 of 2 done", "clip: success, 0 objects in 7 frames", "2 files: 2 of 2 done"], Lines);
    }

    [Fact]
    public void Why_one_failed_is_told()
    {
        var board = Make(Photo);
        board.End(Photo, ResultItem.Fail(Photo, "It is no picture."));

        Assert.Equal(["photo: failed: It is no picture.", "1 picture: 1 of 1 done"], Lines);
    }

    [Fact]
    public void Of_many_those_at_rest_have_no_line_until_they_end()
    {
        var files = Enumerable.Range(0, 13).Select(i => Photo with { Folder = $"photo-{i}" }).ToArray();
        var board = Make(files);
        board.Show(files[0], "queued");
        Assert.Empty(Lines);

        board.Show(files[0], "processing");
        board.Show(files[0], "success");
        Assert.Equal(["photo-0: processing", "photo-0: success"], Lines);
    }

    public void Dispose() => _output.Dispose();

    private static readonly InputFile Photo = new("photo.jpg", "/photo.jpg", "image/jpeg", "photo");
    private static readonly InputFile Video = new("clip.mp4", "/clip.mp4", "video/mp4", "clip");

    private ItemBoard Make(params InputFile[] files) => new(files, new LineScreen(_output), _time);
}
