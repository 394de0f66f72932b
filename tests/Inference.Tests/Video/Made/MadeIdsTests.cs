using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Tests.EndToEnd;
using SegFunctions.Inference.Video;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Inference.Video.Results;

namespace SegFunctions.Inference.Tests.Video.Made;

/// <summary>The real networks on cutouts of real photos that may be mistaken for each other.</summary>
public sealed class MadeIdsTests(Workbench workbench, Films films, IdCast cast) : IClassFixture<IdCast>
{
    [Theory]
    [InlineData(nameof(IdScenes.Crossing), false)]
    [InlineData(nameof(IdScenes.Crossing), true)]
    [InlineData(nameof(IdScenes.Appearing), false)]
    [InlineData(nameof(IdScenes.Appearing), true)]
    public async Task What_crosses_another_keeps_its_id_and_what_comes_half_way_gets_a_new_one(string scene, bool alike)
    {
        var judge = await FollowAsync(scene, alike);

        Assert.True(judge.KeepsIds(judge.IdsOf), judge.Tell(judge.IdsOf));
    }

    [Theory]
    [InlineData(nameof(IdScenes.HiddenBetweenEdges), false)]
    [InlineData(nameof(IdScenes.HiddenBetweenEdges), true)]
    public async Task What_is_hidden_for_two_seconds_gets_its_id_back_which_a_matcher_by_overlap_alone_loses(string scene, bool alike)
    {
        var judge = await FollowAsync(scene, alike);

        Assert.True(judge.KeepsIds(judge.IdsOf), judge.Tell(judge.IdsOf));
        Assert.False(judge.KeepsIds(judge.IdsByOverlapOf), judge.Tell(judge.IdsByOverlapOf));
    }

    private async Task<IdJudge> FollowAsync(string scene, bool alike)
    {
        var token = TestContext.Current.CancellationToken;
        var made = (await cast.ChooseAsync(alike, token)).Make(scene);
        var folder = Directory.CreateDirectory(Path.Combine(films.Folder, $"{scene}-{alike}")).FullName;
        var path = Path.Combine(folder, "clip.mp4");
        made.Write(path);
        var video = new LocalVideo(new VideoSegmenter(workbench.Segmenter, VideoLimits.Default), folder);
        Prompt[] words = [.. made.Actors.Take(2).Select(actor => actor.Name).Distinct().Select(name => new TextPrompt(name))];
        await video.RunAsync(path, new VideoSampling(5, null, 1000), words, new InferenceOptions(ScoreThreshold: 0), 1000, VideoFiles.None, token);
        var frames = new List<VideoFrame>();
        await using var lines = File.OpenRead(video.Frames);
        await foreach (var frame in SegmentFrames.ReadAsync<VideoFrame>(lines, token))
        {
            frames.Add(frame);
        }

        return new IdJudge(made, frames);
    }
}
