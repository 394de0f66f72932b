using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Tests.EndToEnd;
using SegFunctions.Inference.Video;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Inference.Video.Results;

namespace SegFunctions.Inference.Tests.Video.Made;

/// <summary>A sheep and its mirror image, both marked in the first frame: one goes behind a wall, after which it is not found again, while the other one walks by
/// below; or they cross.</summary>
public sealed class MarkedLookalikesTests(Workbench workbench, Films films, IdCast cast) : IClassFixture<IdCast>
{
    // Frames in which the first one is clearly visible before it is hidden.
    private const int SeenBefore = 6;

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Neither_is_taken_for_the_other_in_whichever_order_they_are_marked(bool byPoints, bool isReversed)
    {
        var judge = await FollowAsync(nameof(IdScenes.Hidden), byPoints, isReversed);

        var (first, second) = (judge.IdsOf(judge.First).Select(seen => seen.Id).ToList(), judge.IdsOf(judge.Second).Select(seen => seen.Id).ToList());
        var (own, its) = isReversed ? (2, 1) : (1, 2);
        Assert.All(first.Take(SeenBefore), id => Assert.Equal(own, id));
        Assert.DoesNotContain(its, first);
        Assert.All(second, id => Assert.Equal(its, id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Both_keep_their_ids_when_they_cross(bool isReversed)
    {
        var judge = await FollowAsync(nameof(IdScenes.Crossing), byPoints: false, isReversed);

        Assert.True(judge.KeepsIds(judge.IdsOf), judge.Tell(judge.IdsOf));
    }

    private async Task<IdJudge> FollowAsync(string scene, bool byPoints, bool isReversed)
    {
        var token = TestContext.Current.CancellationToken;
        var made = (await cast.ChooseAsync(alike: true, token)).Make(scene);
        var folder = Directory.CreateDirectory(Path.Combine(films.Folder, $"marked-{scene}-{byPoints}-{isReversed}")).FullName;
        var path = Path.Combine(folder, "clip.mp4");
        made.Write(path);
        var marks = made.Actors.Take(2).Select(actor => MarkOf(made.TruthOf(actor, 0)!, byPoints));
        var video = new LocalVideo(new VideoSegmenter(workbench.Segmenter, VideoLimits.Default), folder);
        await video.RunAsync(
            path, new VideoSampling(5, null, 1000), [.. isReversed ? marks.Reverse() : marks], new InferenceOptions(ScoreThreshold: 0), 1000, VideoFiles.None, token);

        var frames = new List<VideoFrame>();
        await using var lines = File.OpenRead(video.Frames);
        await foreach (var frame in SegmentFrames.ReadAsync<VideoFrame>(lines, token))
        {
            frames.Add(frame);
        }

        return new IdJudge(made, frames);
    }

    private static Prompt MarkOf(BinaryMask truth, bool byPoints)
    {
        var box = truth.FindBox()!;
        if (!byPoints)
        {
            return new BoxPrompt(
                (double)box.X / truth.Width, (double)box.Y / truth.Height, (double)(box.X + box.Width) / truth.Width, (double)(box.Y + box.Height) / truth.Height);
        }

        // Two points on its body: the middle of its masks in two columns.
        return new PointsPrompt([.. new[] { 0.4, 0.6 }.Select(part => MiddleOf(truth, box.X + (int)(part * box.Width)))]);
    }

    private static PromptPoint MiddleOf(BinaryMask truth, int x)
    {
        var rows = Enumerable.Range(0, truth.Height).Where(y => truth[x, y]).ToList();
        return new PromptPoint((x + 0.5) / truth.Width, (rows[rows.Count / 2] + 0.5) / truth.Height);
    }
}
