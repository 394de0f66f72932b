using System.CommandLine;
using System.Diagnostics;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Tests.Video;
using SegFunctions.Inference.Video;
using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Benchmarks.Video;

/// <summary>One clip, all steps in this process: what is found, how long each stage takes, and the films to look at.</summary>
internal static class VideoBenchmark
{
    public static Command Command()
    {
        var clip = new Argument<FileInfo>("clip") { Description = "A video." };
        var words = new Option<string[]>("--text") { Description = "Words to follow." };
        var box = new Option<string?>("--box") { Description = "left,top,right,bottom[@frame]: a box to follow, parts of the frame." };
        var fps = new Option<double>("--fps") { Description = "Frames a second.", DefaultValueFactory = _ => 5 };
        var most = new Option<int>("--max-frames") { Description = "Processed frames.", DefaultValueFactory = _ => 1000 };
        var chunks = new Option<int>("--chunks") { Description = "Chunks a segment.", DefaultValueFactory = _ => 4 };
        var films = new Option<VideoFiles>("--films") { Description = "Films to render.", DefaultValueFactory = _ => VideoFiles.Preview };
        var threads = new Option<int>("--threads") { Description = "Threads of the networks; 0 for all." };
        var folder = new Option<DirectoryInfo>("--out") { Description = "Takes the results.", Required = true };
        var command = new Command("video", "Follows words or a box through a clip, in this process.") { clip, words, box, fps, most, chunks, films, threads, folder };
        command.SetAction(async (parsed, token) =>
        {
            List<Prompt> prompts = [.. (parsed.GetValue(words) ?? []).Select(word => new TextPrompt(word))];
            if (parsed.GetValue(box) is { } text)
            {
                var parts = text.Split('@');
                var edges = parts[0].Split(',').Select(edge => double.Parse(edge, System.Globalization.CultureInfo.InvariantCulture)).ToList();
                prompts.Add(new BoxPrompt(edges[0], edges[1], edges[2], edges[3], Frame: parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 0));
            }

            using var pool = await InstalledPool.OpenAsync(new OnnxSettings { Threads = parsed.GetValue(threads) }, token);
            await using var segmenter = InstalledPool.CreateSegmenter(pool, 0);
            var started = Stopwatch.GetTimestamp();
            var video = new LocalVideo(new VideoSegmenter(segmenter, VideoLimits.Default), parsed.GetValue(folder)!.FullName);
            var (probed, document) = await video.RunAsync(
                parsed.GetValue(clip)!.FullName,
                new VideoSampling(parsed.GetValue(fps), null, parsed.GetValue(most)),
                prompts,
                new InferenceOptions(ScoreThreshold: 0),
                parsed.GetValue(chunks),
                parsed.GetValue(films),
                token);
            Console.WriteLine($"{probed.Width} × {probed.Height}, {probed.Duration:0.###} s, {probed.Times.Count} frames, {probed.Samples.Count} processed, {probed.Chunks} chunks");
            Console.WriteLine($"{document.Counts}; {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
            foreach (var found in document.Objects)
            {
                Console.WriteLine(found);
            }

            foreach (var (stage, milliseconds) in document.Provenance.StageMilliseconds)
            {
                Console.WriteLine($"{stage}: {milliseconds / probed.Samples.Count:0} ms a frame");
            }

            foreach (var note in document.Notes)
            {
                Console.WriteLine(note);
            }
        });
        return command;
    }
}
