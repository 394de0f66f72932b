using System.CommandLine;
using SegFunctions.Benchmarks.Accuracy;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Tests.Video;
using SegFunctions.Inference.Tests.Video.Made;
using SegFunctions.Inference.Video;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Inference.Video.Results;

namespace SegFunctions.Benchmarks.Video;

/// <summary>Whether words keep the ids of cutouts that cross, pass behind something or appear later: every pair of candidates of two kinds or of one.</summary>
internal static class MadeIdsBenchmark
{
    // A larger ratio than this is not a similar size.
    private const double LikeSize = 1.6;

    public static Command Command()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Photos with ground-truth.json.", Required = true };
        var pairs = new Option<int>("--pairs") { Description = "Pairs of two kinds, and as many of one kind.", DefaultValueFactory = _ => 4 };
        var seed = new Option<int>("--seed") { Description = "Chooses the pairs.", DefaultValueFactory = _ => 1 };
        var by = new Option<string>("--by") { Description = "word or box: what names both of a pair.", DefaultValueFactory = _ => "word" };
        by.AcceptOnlyFromAmong("word", "box");
        var folder = new Option<DirectoryInfo?>("--out") { Description = "Takes the clips and their previews." };
        var only = new Option<int[]>("--only") { Description = "The numbers of some clips, to look at.", AllowMultipleArgumentsPerToken = true };
        var command = new Command("made-ids", "Follows cut-outs that may be taken for each other.") { data, pairs, seed, by, only, folder };
        command.SetAction(async (parsed, token) =>
        {
            IReadOnlyList<GroundTruth> photos = [.. GroundTruth.Read(parsed.GetValue(data)!)];
            using var pool = await InstalledPool.OpenAsync(new OnnxSettings(), token);
            await using var segmenter = InstalledPool.CreateSegmenter(pool, 0);
            var random = new Random(parsed.GetValue(seed));
            var cast = await FindSeenAsync(new Casting(photos), segmenter, token);
            var into = parsed.GetValue(folder)?.FullName ?? Directory.CreateTempSubdirectory("made-ids-").FullName;
            var (kept, seen, all) = (0, 0, 0);
            foreach (var (first, second) in Choose(cast, random, parsed.GetValue(pairs)))
            {
                var background = photos[random.Next(photos.Count)];
                var wall = photos[random.Next(photos.Count)];
                var scenes = new IdScenes(
                    Casting.Background(background, IdScenes.Width, IdScenes.Height),
                    Casting.Background(wall, 400, 200).Bandjoin(255),
                    (first.Object.Name, Casting.Cutout(first.Photo, first.Object)),
                    (second.Object.Name, Casting.Cutout(second.Photo, second.Object)));
                var isByBox = parsed.GetValue(by) == "box";
                string[] names = [nameof(IdScenes.Crossing), nameof(IdScenes.Hidden)];
                foreach (var name in isByBox ? names : [.. names, nameof(IdScenes.Appearing)])
                {
                    if (parsed.GetValue(only) is { Length: > 0 } wanted && !wanted.Contains(all))
                    {
                        all++;
                        continue;
                    }

                    var clip = scenes.Make(name);
                    var frames = await FollowAsync(clip, isByBox, segmenter, Path.Combine(into, $"{all:00}-{name}"), token);
                    var judge = new IdJudge(clip, frames);
                    seen++;
                    kept += judge.KeepsIds(judge.IdsOf) ? 1 : 0;
                    Console.WriteLine($"{all++,2} {name,-9} {(judge.KeepsIds(judge.IdsOf) ? "kept" : "LOST")} {judge.Tell(judge.IdsOf)} | by overlap alone {(judge.KeepsIds(judge.IdsByOverlapOf) ? "kept" : "lost")} {judge.Tell(judge.IdsByOverlapOf)}");
                }
            }

            Console.WriteLine($"{kept} of {seen} kept their ids");
        });
        return command;
    }

    /// <summary>Candidates that the detectors recognize by their word where they are: what they do not see in a photo cannot be followed.</summary>
    private static async Task<List<(GroundTruth Photo, TrueObject Object)>> FindSeenAsync(Casting casting, Segmenter segmenter, CancellationToken token)
    {
        var seen = new List<(GroundTruth, TrueObject)>();
        foreach (var (photo, found) in casting.Candidates)
        {
            using var answer = await segmenter.SegmentAsync(await File.ReadAllBytesAsync(photo.Path, token), [new TextPrompt(found.Name)], new InferenceOptions(), token);
            if (answer.Segments.Any(segment => segment.Mask.CountCommon(found.Mask) > 0.8 * found.Mask.CountArea()))
            {
                seen.Add((photo, found));
            }
        }

        return seen;
    }

    private static IEnumerable<((GroundTruth Photo, TrueObject Object) First, (GroundTruth Photo, TrueObject Object) Second)> Choose(
        List<(GroundTruth Photo, TrueObject Object)> cast, Random random, int count)
    {
        var pairs = cast.SelectMany((first, index) => cast.Skip(index + 1).Select(second => (first, second))).ToList();
        var alike = pairs.Where(pair => pair.first.Object.Name == pair.second.Object.Name && Growth(pair.first.Object, pair.second.Object) < LikeSize).ToArray();
        var apart = pairs.Where(pair => pair.first.Object.Name != pair.second.Object.Name).ToArray();
        random.Shuffle(alike);
        random.Shuffle(apart);
        return [.. apart.Take(count), .. alike.Take(count)];
    }

    private static double Growth(TrueObject first, TrueObject second)
    {
        var (one, other) = (first.Mask.FindBox()!, second.Mask.FindBox()!);
        var (ratio, its) = ((double)one.Width / one.Height, (double)other.Width / other.Height);
        return Math.Max(ratio, its) / Math.Min(ratio, its);
    }

    private static async Task<IReadOnlyList<VideoFrame>> FollowAsync(MadeClip made, bool byBox, Segmenter segmenter, string folder, CancellationToken token)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "clip.mp4");
        made.Write(path);
        var video = new LocalVideo(new VideoSegmenter(segmenter, VideoLimits.Default), folder);
        var both = made.Actors.Take(2);
        List<Prompt> prompts = byBox
            ? [.. both.Select(actor => new TrueObject(actor.Name, made.TruthOf(actor, 0)!).ToBoxPrompt())]
            : [.. both.Select(actor => actor.Name).Distinct().Select(name => new TextPrompt(name))];
        await video.RunAsync(path, new VideoSampling(5, null, 1000), prompts, new InferenceOptions(ScoreThreshold: 0), 1000, VideoFiles.Preview, token);
        var frames = new List<VideoFrame>();
        await using var lines = File.OpenRead(video.Frames);
        await foreach (var frame in SegmentFrames.ReadAsync<VideoFrame>(lines, token))
        {
            frames.Add(frame);
        }

        return frames;
    }
}
