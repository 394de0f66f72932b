using System.CommandLine;
using SegFunctions.Benchmarks.Accuracy;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Postprocessing.RunLengths;
using SegFunctions.Inference.Tests.Video;
using SegFunctions.Inference.Tests.Video.Made;
using SegFunctions.Inference.Video;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Inference.Video.Results;

namespace SegFunctions.Benchmarks.Video;

/// <summary>
/// Cutouts that move fast in front of a panning camera, by their word and by a box on the first frame: the mean IoU over all processed frames in which they are visible,
/// and in what share of them the first object's id is kept.
/// </summary>
internal static class FastClipsBenchmark
{
    // Intersection over union from which a mask is the actor's, and the part of the actor that must be visible.
    private const double SameObject = 0.5;
    private const double SeenWell = 0.3;

    public static Command Command()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Photos with ground-truth.json.", Required = true };
        var words = new Option<string[]>("--words") { Description = "Whose cut-outs move; the largest of each.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["person", "giraffe"] };
        var scenes = new Option<string[]>("--scenes") { Description = "Which.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [.. FastScenes.Names] };
        var fps = new Option<double>("--fps") { Description = "Processed frames a second.", DefaultValueFactory = _ => 5 };
        var by = new Option<string[]>("--by") { Description = "word, box.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["word", "box"] };
        var folder = new Option<DirectoryInfo?>("--out") { Description = "Takes the clips and their previews." };
        var command = new Command("fast-clips", "Follows what moves fast before a panning camera.") { data, words, scenes, fps, by, folder };
        command.SetAction(async (parsed, token) =>
        {
            IReadOnlyList<GroundTruth> photos = [.. GroundTruth.Read(parsed.GetValue(data)!)];
            using var pool = await InstalledPool.OpenAsync(new OnnxSettings(), token);
            await using var segmenter = InstalledPool.CreateSegmenter(pool, 0);
            var into = Directory.CreateDirectory(parsed.GetValue(folder)?.FullName ?? Directory.CreateTempSubdirectory("fast-clips-").FullName).FullName;
            foreach (var (word, number) in parsed.GetValue(words)!.Select((word, number) => (word, number)))
            {
                var (photo, found) = new Casting(photos).Candidates.Where(candidate => candidate.Object.Name == word).MaxBy(candidate => candidate.Object.Mask.CountArea());
                var background = photos.Where(other => other != photo).ElementAt(number % (photos.Count - 1));
                foreach (var scene in parsed.GetValue(scenes)!)
                {
                    var clip = new FastScenes(background, word, Casting.Cutout(photo, found)).Make(scene);
                    var path = Path.Combine(into, $"{word}-{scene}.mp4");
                    clip.Write(path);
                    foreach (var kind in parsed.GetValue(by)!)
                    {
                        Prompt prompt = kind == "word" ? new TextPrompt(word) : new TrueObject(word, clip.TruthOf(clip.Actors[0], 0)!).ToBoxPrompt();
                        await MeasureAsync(clip, path, prompt, parsed.GetValue(fps), segmenter, $"{word} {scene} by {kind}", Path.Combine(into, $"{word}-{scene}-{kind}"), token);
                    }
                }
            }
        });
        return command;
    }

    private static async Task MeasureAsync(
        MadeClip clip, string path, Prompt prompt, double fps, Segmenter segmenter, string name, string folder, CancellationToken token)
    {
        Directory.CreateDirectory(folder);
        var video = new LocalVideo(new VideoSegmenter(segmenter, VideoLimits.Default), folder);
        await video.RunAsync(path, new VideoSampling(fps, null, 1000), [prompt], new InferenceOptions(ScoreThreshold: 0), 1000, VideoFiles.Preview, token);
        var (overlaps, ids, each) = (new List<double>(), new List<int?>(), new List<string>());
        await using var lines = File.OpenRead(video.Frames);
        await foreach (var frame in SegmentFrames.ReadAsync<VideoFrame>(lines, token))
        {
            if (clip.SeenPartOf(clip.Actors[0], frame.FrameIdx) < SeenWell || clip.TruthOf(clip.Actors[0], frame.FrameIdx) is not { } truth)
            {
                each.Add("away");
                continue;
            }

            var (best, id) = frame.Objects.Select(found => (CocoRle.FromText(found.Rle.Size[0], found.Rle.Size[1], found.Rle.Counts).ToMask().OverlapWith(truth), (int?)found.ObjectId))
                .OrderByDescending(found => found.Item1).FirstOrDefault();
            overlaps.Add(best);
            ids.Add(best >= SameObject ? id : null);
            each.Add(FormattableString.Invariant($"{best:0.00}{(ids[^1] is { } seen ? $"#{seen}" : string.Empty)}"));
        }

        var first = ids.FirstOrDefault(id => id is not null);
        Console.WriteLine(FormattableString.Invariant(
            $"{name,-26} IoU {overlaps.Average():0.000}, first id in {(double)ids.Count(id => id is not null && id == first) / ids.Count:0.00} of {ids.Count}: {string.Join(' ', each)}"));
    }
}
