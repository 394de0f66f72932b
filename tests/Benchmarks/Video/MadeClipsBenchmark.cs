using System.CommandLine;
using SegFunctions.Benchmarks.Accuracy;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Postprocessing.RunLengths;
using SegFunctions.Inference.Tests.Video;
using SegFunctions.Inference.Tests.Video.Made;
using SegFunctions.Inference.Video;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Inference.Video.Results;

namespace SegFunctions.Benchmarks.Video;

/// <summary>
/// Clips with known truth: cutouts of photos, chosen by seed, that move, grow, shrink and pass behind another one over a third photo. A box on the first frame is followed;
/// the mean IoU over all frames is compared with that of single pictures: the answers for the true box on the same frames.
/// </summary>
internal static class MadeClipsBenchmark
{
    private const int Width = 640;
    private const int Height = 480;

    public static Command Command()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Photos with ground-truth.json.", Required = true };
        var clips = new Option<int>("--clips") { Description = "Clips to make.", DefaultValueFactory = _ => 12 };
        var seed = new Option<int>("--seed") { Description = "Chooses objects, backgrounds and ways.", DefaultValueFactory = _ => 1 };
        var frames = new Option<int>("--frames") { Description = "Frames of a clip, at 15 a second; every third is processed.", DefaultValueFactory = _ => 45 };
        var only = new Option<int?>("--only") { Description = "The number of one clip of them, to look at." };
        var command = new Command("made-clips", "Follows a box through clips with known truth.") { data, clips, seed, frames, only };
        command.SetAction(async (parsed, token) =>
        {
            var casting = new Casting([.. GroundTruth.Read(parsed.GetValue(data)!)]);
            using var pool = await InstalledPool.OpenAsync(new OnnxSettings(), token);
            await using var segmenter = InstalledPool.CreateSegmenter(pool, 0);
            var folder = Directory.CreateTempSubdirectory("made-clips-").FullName;
            var random = new Random(parsed.GetValue(seed));
            var (followed, single) = (new List<double>(), new List<double>());
            for (var number = 0; number < parsed.GetValue(clips); number++)
            {
                var (clip, name) = Make(casting, random, number, parsed.GetValue(frames));
                if (parsed.GetValue(only) is { } wanted && wanted != number)
                {
                    continue;
                }

                var (mine, bound, each) = await MeasureAsync(clip, segmenter, Path.Combine(folder, $"clip-{number}"), token);
                followed.Add(mine);
                single.Add(bound);
                Console.WriteLine(FormattableString.Invariant($"{number,2} {name,-40} followed {mine:0.000}, single pictures {bound:0.000}, ratio {mine / bound:0.000}, each {string.Join(' ', each)}"));
            }

            Console.WriteLine(FormattableString.Invariant($"mean of {followed.Count}: followed {followed.Average():0.000}, single pictures {single.Average():0.000}, ratio {followed.Average() / single.Average():0.000}"));
            Directory.Delete(folder, recursive: true);
        });
        return command;
    }

    /// <summary>Each clip has an object from a photo of its own, round robin, over another photo as background; every third one passes behind something that stands still.</summary>
    private static (MadeClip Clip, string Name) Make(Casting casting, Random random, int number, int frames)
    {
        var byPhoto = casting.Candidates.GroupBy(candidate => candidate.Photo).OrderBy(photo => photo.Key.Path, StringComparer.Ordinal).ToList();
        var order = Enumerable.Range(0, byPhoto.Count).OrderBy(index => (((index + 1) * 7919) + (number / byPhoto.Count)) % 104729).ToList();
        var chosen = byPhoto[order[number % order.Count]];
        var (photo, found) = chosen.ElementAt(random.Next(chosen.Count()));
        var background = byPhoto[order[(number + 1 + random.Next(order.Count - 1)) % order.Count]].Key;
        var size = 110 + random.Next(130);
        var (fromX, toX) = (120.0 + random.Next(120), 400.0 + random.Next(120));
        var (fromY, toY) = (150.0 + random.Next(180), 150.0 + random.Next(180));
        var (growth, wave) = (0.75 + (random.NextDouble() * 0.6), random.Next(40));
        if (random.Next(2) == 0)
        {
            (fromX, toX) = (toX, fromX);
        }

        var actor = new Actor(found.Name, Casting.Cutout(photo, found), frame =>
        {
            var part = (double)frame / (frames - 1);
            return new ActorPlace(
                fromX + ((toX - fromX) * part), fromY + ((toY - fromY) * part) + (wave * Math.Sin(part * Math.PI * 2)), size * (1 + ((growth - 1) * part)));
        });
        List<Actor> actors = [actor];
        if (number % 3 == 2)
        {
            var (otherPhoto, other) = casting.Candidates.Where(candidate => candidate.Photo != photo).ElementAt(random.Next(casting.Candidates.Count(candidate => candidate.Photo != photo)));
            actors.Add(new Actor(other.Name, Casting.Cutout(otherPhoto, other), _ => new ActorPlace(320, 360, 130)));
        }

        return (new MadeClip(Casting.Background(background, Width, Height), actors, frames), $"{found.Name} of {Path.GetFileName(photo.Path)}{(actors.Count > 1 ? $" behind {actors[1].Name}" : string.Empty)}");
    }

    private static async Task<(double Followed, double Single, IReadOnlyList<string> Each)> MeasureAsync(MadeClip made, Segmenter segmenter, string folder, CancellationToken token)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "clip.mp4");
        made.Write(path);
        var actor = made.Actors[0];
        var video = new LocalVideo(new VideoSegmenter(segmenter, VideoLimits.Default), folder);
        var (clip, _) = await video.RunAsync(
            path, new VideoSampling(5, null, 1000), [BoxOf(made.TruthOf(actor, 0)!)], new InferenceOptions(ScoreThreshold: 0), 1000, VideoFiles.None, token);
        var found = new Dictionary<int, BinaryMask>();
        await using (var lines = File.OpenRead(video.Frames))
        {
            await foreach (var frame in SegmentFrames.ReadAsync<VideoFrame>(lines, token))
            {
                if (frame.Objects is [var only])
                {
                    found[frame.FrameIdx] = CocoRle.FromText(only.Rle.Size[0], only.Rle.Size[1], only.Rle.Counts).ToMask();
                }
            }
        }

        var (mine, bound, each) = (0.0, 0.0, new List<string>());
        var reader = new FrameReader(new Ffmpeg(VideoLimits.Default), ClipFile.Open(path), clip);
        var sample = 0;
        await foreach (var pixels in reader.ReadAsync(clip.Samples, (made.Width, made.Height), token))
        {
            var frame = clip.Samples[sample++];
            var truth = made.TruthOf(actor, frame)!;
            var followed = found.TryGetValue(frame, out var mask) ? Overlap(mask, truth) : 0;
            mine += followed;
            each.Add(mask is null ? "-" : FormattableString.Invariant($"{followed:0.00}"));
            using var image = NetVips.Image.NewFromMemory(pixels, made.Width, made.Height, 3, NetVips.Enums.BandFormat.Uchar);
            using var alone = await segmenter.SegmentAsync(image.PngsaveBuffer(compression: 1), [BoxOf(truth)], new InferenceOptions(), token);
            bound += alone.Segments is [var segment, ..] ? Overlap(segment.Mask, truth) : 0;
        }

        return (mine / clip.Samples.Count, bound / clip.Samples.Count, each);
    }

    private static BoxPrompt BoxOf(BinaryMask mask) => new TrueObject(string.Empty, mask).ToBoxPrompt();

    private static double Overlap(BinaryMask first, BinaryMask second)
    {
        var common = first.CountCommon(second);
        return (double)common / (first.CountArea() + second.CountArea() - common);
    }
}
