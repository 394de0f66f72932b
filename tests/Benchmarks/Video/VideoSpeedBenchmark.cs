using System.CommandLine;
using System.Diagnostics;
using SegFunctions.Benchmarks.Accuracy;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Postprocessing.RunLengths;
using SegFunctions.Inference.Video;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Inference.Video.Results;
using SegFunctions.Inference.Video.Tracking;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Benchmarks.Video;

/// <summary>
/// What following costs compared with a plain loop that decodes every sampled frame and runs SAM's encoder and decoder on it once: both on the same clip with the same
/// threads, in turns of a few seconds of the clip, so that a busy machine is busy for both. On a shared machine, the processor seconds of both, including ffmpeg's, tell
/// more than the clock.
/// </summary>
internal static class VideoSpeedBenchmark
{
    public static Command Command()
    {
        var clip = new Argument<FileInfo?>("clip") { Description = "A video. Default: one that is made of --data.", Arity = ArgumentArity.ZeroOrOne };
        var data = new Option<DirectoryInfo?>("--data") { Description = "Photos with ground-truth.json, of which a clip of 1920 × 1080 pixels is made." };
        var seconds = new Option<int>("--seconds") { Description = "Of the clip that is made.", DefaultValueFactory = _ => 60 };
        var seed = new Option<int>("--seed") { Description = "Chooses its photos.", DefaultValueFactory = _ => 1 };
        var word = new Option<string?>("--text") { Description = "A word to follow; otherwise the box." };
        var box = new Option<double[]>("--box") { Description = "Left, top, right and bottom on the first frame, parts of it.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [0.3, 0.3, 0.6, 0.7] };
        var published = new Option<bool>("--published") { Description = "Give the plain loop the published networks, not the rewritten ones that following runs." };
        var chunks = new Option<int>("--chunks") { Description = "How many are followed at a time; the product has segments of 8 or 16.", DefaultValueFactory = _ => 4 };
        var command = new Command("video-speed", "Following against a plain loop.") { clip, data, seconds, seed, word, box, published, chunks };
        command.SetAction(async (parsed, token) =>
        {
            if (parsed.GetValue(clip) is { } given)
            {
                await CompareAsync(given.FullName, parsed.GetValue(word), parsed.GetValue(box)!, parsed.GetValue(published), parsed.GetValue(chunks), null, token);
                return;
            }

            var photos = parsed.GetValue(data) ?? throw new InvalidOperationException("Name a video, or --data to make one of.");
            var folder = Directory.CreateTempSubdirectory("video-speed-").FullName;
            try
            {
                var path = Path.Combine(folder, "clip.mp4");
                var (around, name, truth) = LongClip.Write([.. GroundTruth.Read(photos)], parsed.GetValue(seconds), parsed.GetValue(seed), path);
                Console.WriteLine($"made a clip of {parsed.GetValue(seconds)} s with a {name}");
                await CompareAsync(path, parsed.GetValue(word), [around.Left, around.Top, around.Right, around.Bottom], parsed.GetValue(published), parsed.GetValue(chunks), truth, token);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        });
        return command;
    }

    private static async Task CompareAsync(string path, string? word, double[] edges, bool published, int chunks, Func<int, BinaryMask?>? truth, CancellationToken token)
    {
        Prompt prompt = word is null ? new BoxPrompt(edges[0], edges[1], edges[2], edges[3]) : new TextPrompt(word);
        using var pool = await InstalledPool.OpenAsync(new OnnxSettings(), token);
        await using var segmenter = InstalledPool.CreateSegmenter(pool, 0);
        using var others = published ? await InstalledPool.OpenAsync(new OnnxSettings(Rewritten: false), token, ModelAbility.Marks) : null;
        var loop = others ?? pool;
        var videos = new VideoSegmenter(segmenter, VideoLimits.Default);
        var probed = await videos.ProbeAsync(path, new VideoSampling(5, null, 10_000), [prompt], token);
        var (followed, plain, frames) = (Cost.None, Cost.None, 0);
        var stages = new Dictionary<string, double>();
        var overlaps = new Dictionary<int, double>();
        byte[]? border = null;
        for (var chunk = 0; chunk < probed.Chunks; chunk += chunks)
        {
            var end = Math.Min(chunk + chunks, probed.Chunks) - 1;
            var (first, last) = (probed.SamplesOf(chunk).First, probed.SamplesOf(end).Last);
            var mode = prompt is TextPrompt ? VideoMode.Words : VideoMode.Forward;
            using var found = new MemoryStream();
            var started = Cost.Now;
            (var document, border) = await videos.SegmentAsync(
                path, probed, new VideoSegment(chunk, mode, chunk, end), [prompt], new InferenceOptions(), null, border, found, token);
            followed += Cost.Now - started;
            await CompareAsync(found, probed, truth, overlaps, token);
            foreach (var (stage, milliseconds) in document.StageMilliseconds)
            {
                stages[stage] = stages.GetValueOrDefault(stage) + milliseconds;
            }

            started = Cost.Now;
            await foreach (var (_, picture) in new FrameReader(new Ffmpeg(VideoLimits.Default), ClipFile.Open(path), probed).ReadSamplesAsync(chunk == 0 ? first : first + 1, last, token))
            {
                using (picture)
                {
                    loop.Use(networks => Decode(networks.Sam, picture, edges));
                    frames++;
                }
            }

            plain += Cost.Now - started;
            Console.WriteLine(FormattableString.Invariant(
                $"{frames} frames of {probed.Width} × {probed.Height}: followed {followed.Clock / frames:0} ms a frame, plain loop {plain.Clock / frames:0} ms, ratio {followed.Clock / plain.Clock:0.000}; of processors {followed.Processor / frames:0} and {plain.Processor / frames:0} ms, ratio {followed.Processor / plain.Processor:0.000}; waited for, ms a frame: {string.Join(", ", stages.Select(stage => FormattableString.Invariant($"{stage.Key} {stage.Value / frames:0}")))}{(overlaps.Count == 0 ? string.Empty : FormattableString.Invariant($"; mean IoU with the truth {overlaps.Values.Average():0.000}"))}"));
        }
    }

    /// <summary>Adds for each processed frame the intersection over union of the truth, if there is one, with the mask that overlaps it most. A frame that two chunks share counts once.</summary>
    private static async Task CompareAsync(MemoryStream found, Clip clip, Func<int, BinaryMask?>? truth, Dictionary<int, double> overlaps, CancellationToken token)
    {
        found.Position = 0;
        await foreach (var frame in SegmentFrames.ReadAsync<TrackedFrame>(found, token))
        {
            if (truth?.Invoke(clip.Samples[frame.Sample]) is { } mask)
            {
                overlaps.TryAdd(frame.Sample, frame.Masks.Select(seen => CocoRle.FromText(clip.Height, clip.Width, seen.Counts).ToMask().OverlapWith(mask)).DefaultIfEmpty().Max());
            }
        }
    }

    private static bool Decode(SamNetworks sam, PictureSource picture, double[] edges)
    {
        using var embedding = sam.Encoder.Encode(picture, picture.Frame);
        var box = new BoxF((float)(edges[0] * picture.Width), (float)(edges[1] * picture.Height), (float)(edges[2] * picture.Width), (float)(edges[3] * picture.Height));
        using var masks = sam.Decoder.Decode(embedding, new SamPrompt().Add(box));
        return masks.Threshold(0, embedding, 0.5).FindBox() is not null;
    }

    /// <summary>Wall-clock milliseconds, and processor milliseconds of this process and of those that it waited for.</summary>
    private readonly record struct Cost(double Clock, double Processor)
    {
        // Fields of /proc/self/stat after the program's name: user and system time of the process and of its children, in hundredths of a second.
        private const int FirstField = 11;
        private const int Fields = 4;
        private const double MillisecondsPerTick = 10;

        public static Cost None => default;

        public static Cost Now => new(
            Stopwatch.GetElapsedTime(0).TotalMilliseconds,
            File.ReadAllText("/proc/self/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[FirstField..(FirstField + Fields)]
                .Sum(ticks => double.Parse(ticks, System.Globalization.CultureInfo.InvariantCulture)) * MillisecondsPerTick);

        public static Cost operator +(Cost one, Cost other) => new(one.Clock + other.Clock, one.Processor + other.Processor);

        public static Cost operator -(Cost one, Cost other) => new(one.Clock - other.Clock, one.Processor - other.Processor);
    }
}
