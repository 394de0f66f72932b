using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Postprocessing.RunLengths;
using SegFunctions.Inference.Tests.EndToEnd;
using SegFunctions.Inference.Tests.Postprocessing;
using SegFunctions.Inference.Video;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Inference.Video.Results;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>The real networks on clips of which it is known where everything is.</summary>
public sealed class VideoSegmenterTests(Workbench workbench, Films films)
{
    private const int Width = 640;
    private const int Height = 480;
    private const int Side = 120;

    // Pixels that the square goes to the right in a frame; ffmpeg counts from the frame after the first.
    private const int Pace = 30;

    [Fact]
    public Task A_boat_keeps_its_id_while_the_camera_moves() => FollowBoatAsync(speed: 6);

    [Fact]
    public async Task A_boat_keeps_its_id_while_the_camera_moves_fast_to_the_same_bits_however_the_work_is_split()
    {
        var (path, document, frames) = await FollowBoatAsync(speed: 12);
        var (split, same) = await FollowAsync(path, new TextPrompt("boat"), chunks: 1);
        var (stopped, again) = await FollowAsync(path, [new TextPrompt("boat")], chunks: 8, TimeSpan.Zero);

        Assert.Equal(document.Objects, split.Objects);
        Assert.Equal(document.Objects, stopped.Objects);
        Assert.Equal(MasksOf(frames), MasksOf(same));
        Assert.Equal(MasksOf(frames), MasksOf(again));

        static IEnumerable<(int Frame, string Counts)> MasksOf(List<VideoFrame> frames) =>
            frames.SelectMany(frame => frame.Objects.Select(seen => (frame.FrameIdx, seen.Rle.Counts)));
    }

    /// <summary>Neither key frame at the ends of the two seconds shows it, the glance half-way does.</summary>
    [Fact]
    public async Task What_comes_and_goes_within_two_seconds_is_found_half_way()
    {
        var path = films.Make(
            "glimpse.mp4",
            $"-f lavfi -i color=gray:s={Width}x{Height}:r=5 -loop 1 -i {await PhotoAsync()} -filter_complex [1]crop={Width}:{Height}:100:120,fps=5[p];[0][p]overlay=enable=between(n\\,3\\,7):shortest=1 -r 5 -frames:v 11 -c:v libx264 -qp 10 -pix_fmt yuv420p");
        var (document, _) = await FollowAsync(path, new TextPrompt("boat"), chunks: 8);

        Assert.Contains(document.Objects, found => (found.Label, found.FirstFrame, found.LastFrame, found.Frames) == ("boat", 3, 7, 5));
    }

    [Fact]
    public async Task A_box_on_a_frame_in_the_middle_is_followed_both_ways_and_to_the_same_bits_however_the_work_is_split()
    {
        var path = films.Make(
            "square.mp4",
            $"-loop 1 -i {await PhotoAsync()} -f lavfi -i color=red:s={Side}x{Side}:r=5 -filter_complex [0]crop={Width}:{Height}:200:150,fps=5[p];[p][1]overlay=x={Pace}*n+60:y=200:shortest=1 -r 5 -frames:v 9 -c:v libx264 -qp 10 -pix_fmt yuv420p");
        var box = new BoxPrompt((LeftOf(5) - 1.0) / Width, 199.0 / Height, (LeftOf(5) + Side + 1.0) / Width, (200.0 + Side + 1) / Height, Frame: 5);
        var (whole, frames) = await FollowAsync(path, box, chunks: 8);
        var (split, same) = await FollowAsync(path, box, chunks: 1);
        var (stopped, again) = await FollowAsync(path, [box], chunks: 8, TimeSpan.Zero);

        var only = Assert.Single(whole.Objects);
        Assert.Equal((0, "box", frames.Count), (only.Prompt, only.Label, only.Frames));
        Assert.All(frames, frame => Assert.InRange(Drawing.Overlap(Square(frame.FrameIdx), Read(frame.Objects[0].Rle)), 0.9, 1));
        Assert.Equal(whole.Objects, split.Objects);
        Assert.Equal(whole.Objects, stopped.Objects);
        Assert.Equal(frames.Select(frame => frame.Objects[0].Rle.Counts), same.Select(frame => frame.Objects[0].Rle.Counts));
        Assert.Equal(frames.Select(frame => frame.Objects[0].Rle.Counts), again.Select(frame => frame.Objects[0].Rle.Counts));
    }

    /// <summary>The encoder's square has nothing under a frame of 16:9.</summary>
    [Fact]
    public async Task A_box_on_what_stands_on_the_lower_edge_of_a_wide_clip_is_followed()
    {
        const int Low = 360;
        const int Wide = 160;
        const int Flat = 60;
        var path = films.Make(
            "standing.mp4",
            $"-loop 1 -i {await PhotoAsync()} -f lavfi -i color=red:s={Wide}x{Flat}:r=5 -filter_complex [0]crop={Width}:{Low}:200:150,fps=5[p];[p][1]overlay=x=10*n+200:y={Low - Flat}:shortest=1 -r 5 -frames:v 5 -c:v libx264 -qp 10 -pix_fmt yuv420p");
        var (whole, frames) = await FollowAsync(path, new BoxPrompt(199.0 / Width, 299.0 / Low, 361.0 / Width, 1), chunks: 8);

        Assert.Equal(5, Assert.Single(whole.Objects).Frames);
        Assert.All(frames, frame => Assert.InRange(Read(frame.Objects[0].Rle).CountArea(), 0.9 * Wide * Flat, 1.1 * Wide * Flat));
    }

    /// <summary>A box around two squares that move together; on a later frame a point says that the blue one does not belong to it.</summary>
    [Fact]
    public async Task A_later_point_with_label_0_takes_what_it_is_on_out_of_the_mask_from_there_on()
    {
        const int Corrected = 3;
        var path = films.Make(
            "pair.mp4",
            $"-loop 1 -i {await PhotoAsync()} -f lavfi -i color=red:s={Side}x{Side}:r=5 -f lavfi -i color=blue:s={Side}x{Side}:r=5 -filter_complex [0]crop={Width}:{Height}:200:150,fps=5[p];[1][2]hstack[s];[p][s]overlay=x={Pace}*n+60:y=200:shortest=1 -r 5 -frames:v 6 -c:v libx264 -qp 10 -pix_fmt yuv420p");
        var box = new BoxPrompt((LeftOf(0) - 1.0) / Width, 199.0 / Height, (LeftOf(0) + (2 * Side) + 1.0) / Width, (201.0 + Side) / Height, ObjectNumber: 1);
        var correction = new PointsPrompt(
            [new PromptPoint((LeftOf(Corrected) + (1.5 * Side)) / Width, (200 + (Side / 2.0)) / Height, Foreground: false)], Corrected, ObjectNumber: 1);
        var (_, uncorrected) = await FollowAsync(path, [box], chunks: 8);
        var (document, frames) = await FollowAsync(path, [box, correction], chunks: 8);

        Assert.Equal(frames.Count, Assert.Single(document.Objects).Frames);
        Assert.All(uncorrected, frame => Assert.InRange(PartOfBlueSquare(frame), 0.9, 1));
        Assert.All(frames.Take(Corrected), frame => Assert.InRange(PartOfBlueSquare(frame), 0.9, 1));
        Assert.All(frames.Skip(Corrected), frame => Assert.InRange(PartOfBlueSquare(frame), 0, 0.1));
        Assert.All(frames.Skip(Corrected), frame => Assert.InRange(Drawing.Overlap(Square(frame.FrameIdx), Read(frame.Objects[0].Rle)), 0.9, 1));
    }

    /// <summary>Of such a frame SAM looks at the part with the object; a point above that, and one to the left of it, are in no row and no column of its masks.</summary>
    [Theory]
    [InlineData(200, 640)]
    [InlineData(640, 200)]
    public async Task A_later_point_with_label_0_may_be_far_from_the_object_in_a_long_clip(int width, int height)
    {
        const int Corrected = 1;
        var (left, top) = (width - Side - 20, height - Side - 20);
        var path = films.Make(
            $"long{width}.mp4",
            $"-loop 1 -i {await PhotoAsync()} -f lavfi -i color=red:s={Side}x{Side}:r=5 -filter_complex [0]crop={width}:{height}:100:0,fps=5[p];[p][1]overlay=x={left}:y={top}:shortest=1 -r 5 -frames:v 2 -c:v libx264 -qp 10 -pix_fmt yuv420p");
        var box = new BoxPrompt((left - 1.0) / width, (top - 1.0) / height, (left + Side + 1.0) / width, (top + Side + 1.0) / height, ObjectNumber: 1);
        var correction = new PointsPrompt([new PromptPoint(20.0 / width, 20.0 / height, Foreground: false)], Corrected, ObjectNumber: 1);

        var (document, frames) = await FollowAsync(path, [box, correction], chunks: 8);

        Assert.Equal(frames.Count, Assert.Single(document.Objects).Frames);
        Assert.All(frames, frame => Assert.InRange(Read(frame.Objects[0].Rle).CountArea(), 0.9 * Side * Side, 1.1 * Side * Side));
    }

    private static double PartOfBlueSquare(VideoFrame frame) =>
        (double)Read(frame.Objects[0].Rle).CountCommon(Square(frame.FrameIdx, Side)) / (Side * Side);

    private static int LeftOf(int frame) => 60 + (Pace * (frame + 1));

    private static BinaryMask Square(int frame, int right = 0)
    {
        var mask = new BinaryMask(Width, Height);
        for (var y = 200; y < 200 + Side; y++)
        {
            mask.Fill(y, LeftOf(frame) + right, LeftOf(frame) + right + Side, value: true);
        }

        return mask;
    }

    private async Task<string> PhotoAsync()
    {
        var photo = Path.Combine(films.Folder, "boats.jpg");
        await File.WriteAllBytesAsync(photo, await workbench.BoatsPhoto, TestContext.Current.CancellationToken);
        return photo;
    }

    /// <summary>Two chunks, through which one boat is followed with one id.</summary>
    /// <param name="speed">The camera's, in pixels per frame.</param>
    private async Task<(string Path, VideoDocument Document, List<VideoFrame> Frames)> FollowBoatAsync(int speed)
    {
        var path = films.Make(
            $"boats{speed}.mp4", $"-loop 1 -i {await PhotoAsync()} -vf crop={Width}:{Height}:x={speed}*n+100:y=120 -r 5 -frames:v 12 -c:v libx264 -qp 10 -pix_fmt yuv420p");
        var (document, frames) = await FollowAsync(path, new TextPrompt("boat"), chunks: 8);

        Assert.Contains(document.Objects, found => (found.Label, found.Prompt, found.Frames) == ("boat", 0, frames.Count));
        Assert.All(frames, frame => Assert.All(frame.Objects, seen => Assert.Equal("boat", seen.Prompt)));
        Assert.Equal(frames.Sum(frame => frame.Objects.Count), document.Counts.TotalMasks);
        return (path, document, frames);
    }

    private Task<(VideoDocument Document, List<VideoFrame> Frames)> FollowAsync(string path, Prompt prompt, int chunks) => FollowAsync(path, [prompt], chunks);

    private async Task<(VideoDocument Document, List<VideoFrame> Frames)> FollowAsync(
        string path, IReadOnlyList<Prompt> prompts, int chunks, TimeSpan? limit = null)
    {
        var folder = Path.Combine(films.Folder, Guid.NewGuid().ToString("N"));
        var video = new LocalVideo(new VideoSegmenter(workbench.Segmenter, VideoLimits.Default), folder) { Limit = limit };
        var (_, document) = await video.RunAsync(
            path, new VideoSampling(5, null, 100), prompts, new InferenceOptions(ScoreThreshold: 0), chunks, VideoFiles.None, TestContext.Current.CancellationToken);
        var frames = new List<VideoFrame>();
        await using var lines = File.OpenRead(video.Frames);
        await foreach (var frame in SegmentFrames.ReadAsync<VideoFrame>(lines, TestContext.Current.CancellationToken))
        {
            frames.Add(frame);
        }

        return (document, frames);
    }

    private static BinaryMask Read(MaskRle rle) => CocoRle.FromText(rle.Size[0], rle.Size[1], rle.Counts).ToMask();
}
