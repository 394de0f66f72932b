using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Video;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Inference.Video.Results;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Benchmarks.Video;

/// <summary>
/// Memory of every step of a long clip: what decodes, stores, joins and renders is the product's, and in the place of networks discs are "found" that go through the
/// picture, so that they cost nothing.
/// </summary>
internal static class VideoMemoryBenchmark
{
    private const int Discs = 5;
    private const int SegmentChunks = 60;
    private const double Radius = 0.08;

    public static Command Command()
    {
        var minutes = new Option<int>("--minutes") { Description = "Of the clip, which ffmpeg makes.", DefaultValueFactory = _ => 20 };
        var command = new Command("video-memory", "Memory over a long clip; with DOTNET_GCConserveMemory=7, which the worker is built with, that of a worker.") { minutes };
        command.SetAction(async (parsed, token) =>
        {
            // As the worker does.
            NativeHeap.Bound();
            var folder = Directory.CreateTempSubdirectory("video-memory-").FullName;
            var path = Path.Combine(folder, "clip.mp4");
            Make(path, parsed.GetValue(minutes));
            using var pool = await InstalledPool.OpenAsync(new OnnxSettings(), token);
            await using var segmenter = InstalledPool.CreateSegmenter(pool, 0);
            await RunAsync(new VideoSegmenter(segmenter, VideoLimits.Default), path, folder, token);
            Directory.Delete(folder, recursive: true);
        });
        return command;
    }

    private static void Make(string path, int minutes)
    {
        var seconds = (minutes * 60).ToString(CultureInfo.InvariantCulture);
        using var encoder = Process.Start(
            "ffmpeg", ["-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", $"testsrc2=s=640x360:r=15:d={seconds}", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", path]);
        encoder.WaitForExit();
        if (encoder.ExitCode != 0)
        {
            throw new InvalidOperationException("ffmpeg could not write a clip.");
        }
    }

    private static async Task RunAsync(VideoSegmenter videos, string path, string folder, CancellationToken token)
    {
        IReadOnlyList<Prompt> prompts = [new TextPrompt("person")];
        var (options, files) = (new InferenceOptions(), VideoFiles.Preview);
        var clip = await videos.ProbeAsync(path, new VideoSampling(5, null, 100_000), prompts, token);
        Console.WriteLine($"{clip.Times.Count} frames, {clip.Samples.Count} processed, {clip.Chunks} chunks, {clip.Pieces} pieces of film");
        Tell("probed");
        var segments = new List<VideoSegment>();
        for (var first = 0; first < clip.Chunks; first += SegmentChunks)
        {
            var segment = new VideoSegment(segments.Count, VideoMode.Words, first, Math.Min(first + SegmentChunks, clip.Chunks) - 1);
            await using var frames = File.Create(FramesOf(segment));
            await File.WriteAllBytesAsync(
                DocumentOf(segment), JsonSerializer.SerializeToUtf8Bytes(await FollowAsync(clip, path, segment, options, frames, token), ContractJson.Options), token);
            segments.Add(segment);
            Tell($"segment {segment.Index}");
        }

        await JoinAsync();
        Tell("joined");
        var pieces = new List<string>();
        for (var piece = 0; piece < clip.Pieces; piece++)
        {
            pieces.Add(Directory.CreateDirectory(Path.Combine(folder, $"piece-{piece}")).FullName);
            await using var lines = File.OpenRead(Path.Combine(folder, VideoNames.Frames));
            await videos.RenderAsync(path, clip, lines, files, piece, pieces[^1], token);
            Tell($"piece {piece}");
        }

        await videos.FinishAsync(path, clip, files, pieces, folder, token);
        Tell("finished");

        string FramesOf(VideoSegment segment) => Path.Combine(folder, $"segment-{segment.Index}.ndjson.gz");

        string DocumentOf(VideoSegment segment) => Path.Combine(folder, $"segment-{segment.Index}.json");

        // Apart, so that what it reads is let go of before the films are rendered.
        async Task JoinAsync()
        {
            var found = new List<(VideoSegment, SegmentDocument)>();
            foreach (var segment in segments)
            {
                found.Add((segment, JsonSerializer.Deserialize<SegmentDocument>(await File.ReadAllBytesAsync(DocumentOf(segment), token), ContractJson.Options)!));
            }

            await using var masks = File.Create(Path.Combine(folder, VideoNames.Masks));
            await using var lines = File.Create(Path.Combine(folder, VideoNames.Frames));
            await videos.JoinAsync(clip, prompts, options, found, (segment, _) => Task.FromResult<Stream>(File.OpenRead(FramesOf(segment))), files, masks, lines, token);
        }
    }

    private static async Task<SegmentDocument> FollowAsync(
        Clip clip, string path, VideoSegment segment, InferenceOptions options, Stream frames, CancellationToken token)
    {
        var tracklets = new List<Tracklet>();
        var reader = new FrameReader(new Ffmpeg(VideoLimits.Default), ClipFile.Open(path), clip);
        await using var chunks = new ChunkReader(reader, clip, segment, options, new StageClock(), token);
        await using var lines = SegmentFrames.Open(frames);
        await foreach (var (chunk, scenes) in chunks.ReadAsync())
        {
            var seen = scenes.Select(scene => (scene.Sample, Objects: Enumerable.Range(0, Discs).Select(disc => Find(clip, scene, disc)).ToList())).ToList();
            foreach (var (sample, objects) in seen)
            {
                var masks = objects.Index().Select(entry => TrackedMask.Of(entry.Index, 0.9, entry.Item, 0)).ToList();
                await SegmentFrames.WriteLineAsync(lines, new TrackedFrame(VideoMode.Words, chunk, sample, masks), token);
            }

            tracklets.AddRange(Enumerable.Range(0, Discs).Select(disc => new Tracklet(
                new TrackletKey(VideoMode.Words, chunk, disc), [0], "person", 0.9, EndOf(seen[0], disc), EndOf(seen[^1], disc), seen[0].Objects[disc].Appearance.Shares)));
        }

        return new SegmentDocument(new VideoWork(tracklets.Count, 1), tracklets, [], new Dictionary<string, double>());
    }

    private static TrackletEnd EndOf((int Sample, List<Sighting> Objects) seen, int disc) => new(seen.Sample, disc, seen.Objects[disc].Box, 0, 0);

    private static Sighting Find(Clip clip, FrameScene scene, int disc)
    {
        var (radius, angle) = (Radius * clip.Width, (scene.Sample * 0.02) + disc);
        var (x, y) = ((clip.Width / 2) + (clip.Width * 0.35 * Math.Cos(angle)), (clip.Height / 2) + (clip.Height * 0.3 * Math.Sin(angle)));
        var mask = new BinaryMask(clip.Width, clip.Height);
        for (var row = (int)Math.Max(0, y - radius); row < Math.Min(clip.Height, y + radius); row++)
        {
            var half = Math.Sqrt(Math.Max(1, (radius * radius) - ((row - y) * (row - y))));
            mask.Fill(row, (int)Math.Max(0, x - half), (int)Math.Min(clip.Width, x + half), value: true);
        }

        return new Sighting(mask, Appearance.Of(scene.Thumbnail, mask));
    }

    /// <summary>What lives, and what the process holds of the machine.</summary>
    private static void Tell(string step)
    {
        using var process = Process.GetCurrentProcess();
        var resident = process.WorkingSet64 / 1e6;
        Console.WriteLine(FormattableString.Invariant($"{step,-12} {GC.GetTotalMemory(forceFullCollection: true) / 1e6,7:0.0} MB alive, {resident,6:0} MB resident"));
    }
}
