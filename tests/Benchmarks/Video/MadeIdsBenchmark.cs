using System.CommandLine;
using NetVips;
using SegFunctions.Benchmarks.Accuracy;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Postprocessing.RunLengths;
using SegFunctions.Inference.Tests.Video;
using SegFunctions.Inference.Video;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Inference.Video.Results;

namespace SegFunctions.Benchmarks.Video;

/// <summary>
/// Who is who, by words: two objects that cross, one that is hidden for two seconds, one that appears half way; each with two of different kinds, and with two of one
/// kind and like size. For each object it says which ids its masks have.
/// </summary>
internal static class MadeIdsBenchmark
{
    private const int Width = 640;
    private const int Height = 480;
    private const int Frames = 75;
    private const double Same = 0.5;

    // Less of an object than that is not looked for.
    private const double LeastVisible = 0.6;

    private static readonly string[] Scenarios = ["cross", "hidden", "new"];

    public static Command Command()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Photos with ground-truth.json.", Required = true };
        var keep = new Option<DirectoryInfo?>("--out") { Description = "Takes the previews." };
        var command = new Command("made-ids", "Follows words through clips in which objects cross, hide and appear.") { data, keep };
        command.SetAction(async (parsed, token) =>
        {
            var casting = new Casting([.. GroundTruth.Read(parsed.GetValue(data)!)]);
            using var pool = await InstalledPool.OpenAsync(new OnnxSettings(), token);
            await using var segmenter = InstalledPool.CreateSegmenter(pool, 0);
            var candidates = await KnownAsync(casting, segmenter, token);
            var (first, twin) = candidates.GroupBy(candidate => candidate.Object.Name).Where(ofName => ofName.Count() > 1).Select(ofName => (ofName.First(), ofName.ElementAt(1))).First();
            var other = candidates.First(candidate => candidate.Object.Name != first.Object.Name);
            var folder = parsed.GetValue(keep)?.FullName ?? System.IO.Directory.CreateTempSubdirectory("made-ids-").FullName;
            foreach (var scenario in Scenarios)
            {
                foreach (var second in new[] { other, twin })
                {
                    await RunAsync(scenario, casting, first, second, segmenter, Path.Combine(folder, $"{scenario}-{(second == twin ? "twin" : second.Object.Name)}"), token);
                }
            }
        });
        return command;
    }

    /// <summary>Objects that the detectors know as what they are when they stand alone before another photo, the surest first.</summary>
    private static async Task<IReadOnlyList<(GroundTruth Photo, TrueObject Object)>> KnownAsync(Casting casting, Segmenter segmenter, CancellationToken token)
    {
        var known = new List<((GroundTruth, TrueObject) Candidate, double Score)>();
        foreach (var (photo, found) in casting.Candidates)
        {
            var still = new MadeClip(Background(casting, photo), [Make(photo, found, _ => new ActorPlace(320, 240, 170))], 1);
            using var image = still.Render(0);
            using var result = await segmenter.SegmentAsync(image.PngsaveBuffer(compression: 1), [new TextPrompt(found.Name)], new InferenceOptions(), token);
            var truth = still.TruthOf(still.Actors[0], 0)!;
            var best = result.Segments.Where(segment => Overlap(segment.Mask, truth) > 0.7).Select(segment => segment.Score).DefaultIfEmpty().Max();
            if (best > 0)
            {
                known.Add(((photo, found), best));
            }
        }

        return [.. known.OrderByDescending(candidate => candidate.Score).Select(candidate => candidate.Candidate)];
    }

    private static async Task RunAsync(
        string scenario,
        Casting casting,
        (GroundTruth Photo, TrueObject Object) first,
        (GroundTruth Photo, TrueObject Object) second,
        Segmenter segmenter,
        string folder,
        CancellationToken token)
    {
        Func<int, ActorPlace?> firstPlace = frame => new ActorPlace(110 + (frame * 420.0 / Frames), 250, 170);
        Func<int, ActorPlace?> secondPlace = scenario switch
        {
            "cross" => frame => new ActorPlace(530 - (frame * 420.0 / Frames), 265, 180),
            "hidden" => frame => frame is > 22 and < 53 ? null : new ActorPlace(510 - (frame * 60.0 / Frames), 150, 170),
            _ => frame => frame < 37 ? null : new ActorPlace(120 + ((frame - 37) * 1.5), 260, 175),
        };
        var made = new MadeClip(Background(casting, first.Photo), [Make(second.Photo, second.Object, secondPlace), Make(first.Photo, first.Object, firstPlace)], Frames);
        System.IO.Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "clip.mp4");
        made.Write(path);
        var video = new LocalVideo(new VideoSegmenter(segmenter, VideoLimits.Default), folder);
        string[] words = [.. made.Actors.Select(actor => actor.Name).Distinct()];
        var (_, document) = await video.RunAsync(
            path, new VideoSampling(5, null, 1000), [.. words.Select(word => new TextPrompt(word))], new InferenceOptions(ScoreThreshold: 0), 2, VideoFiles.Preview, token);
        var ids = made.Actors.Select(_ => new List<string>()).ToList();
        await using var lines = File.OpenRead(video.Frames);
        await foreach (var frame in SegmentFrames.ReadAsync<VideoFrame>(lines, token))
        {
            foreach (var (index, actor) in made.Actors.Index())
            {
                if (made.TruthOf(actor, frame.FrameIdx) is { } truth && truth.CountArea() > LeastVisible * made.WholeAreaOf(actor, frame.FrameIdx))
                {
                    var best = frame.Objects.Select(found => (found.ObjectId, Overlap: Overlap(CocoRle.FromText(found.Rle.Size[0], found.Rle.Size[1], found.Rle.Counts).ToMask(), truth)))
                        .Where(found => found.Overlap >= Same).OrderByDescending(found => found.Overlap).Select(found => found.ObjectId.ToString(System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault() ?? "-";
                    ids[index].Add(best);
                }
            }
        }

        var distinct = ids.Select(ofActor => ofActor.Where(id => id != "-").Distinct().ToList()).ToList();
        var right = distinct.All(ofActor => ofActor.Count == 1) && distinct.Select(ofActor => ofActor[0]).Distinct().Count() == made.Actors.Count;
        Console.WriteLine($"{scenario,-7} {made.Actors[1].Name} and {made.Actors[0].Name}: {(right ? "right" : "WRONG")}; {document.Objects.Count} objects");
        foreach (var (index, ofActor) in ids.Index())
        {
            Console.WriteLine($"  {made.Actors[index].Name,-10} {string.Join(' ', ofActor)}");
        }
    }

    private static Image Background(Casting casting, GroundTruth not) =>
        Casting.Background(casting.Candidates.Select(candidate => candidate.Photo).First(photo => photo != not), Width, Height);

    private static Actor Make(GroundTruth photo, TrueObject found, Func<int, ActorPlace?> place) => new(found.Name, Casting.Cutout(photo, found), place);

    private static double Overlap(BinaryMask first, BinaryMask second)
    {
        var common = first.CountCommon(second);
        return (double)common / (first.CountArea() + second.CountArea() - common);
    }
}
