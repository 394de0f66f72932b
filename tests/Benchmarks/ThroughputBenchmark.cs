using System.CommandLine;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Benchmarks;

/// <summary>
/// Photos through the running stack with one worker, compared with the time in ONNX Runtime's sessions alone for the same photos and threads: the
/// time inside their calls, in a process that handles one photo at a time with all threads. The worker handles two at a time with half the threads each.
/// </summary>
internal static class ThroughputBenchmark
{
    // Each poll takes processor time from the networks; waiting this long at the end is a small part of a turn.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public static Command Command()
    {
        var (photos, words) = (BenchmarkOptions.Photos(), BenchmarkOptions.Words());
        var count = new Option<int>("--count") { Description = "Photos in each turn, at most 100.", DefaultValueFactory = _ => 26 };
        var turns = new Option<int>("--turns") { Description = "Turns of each side.", DefaultValueFactory = _ => 3 };
        var command = new Command("throughput", "Many photos through the stack, against the networks' bare calls.") { photos, words, count, turns };
        command.SetAction((parsed, token) => RunAsync(
            parsed.GetValue(photos), parsed.GetRequiredValue(words), parsed.GetValue(count), parsed.GetValue(turns), token));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo? photos, IReadOnlyList<string> words, int count, int turns, CancellationToken cancellationToken)
    {
        await using var stack = await BenchmarkStack.StartAsync(photos, cancellationToken);
        using var models = await InstalledPool.OpenAsync(cancellationToken);
        await using var segmenter = new Segmenter(
            new PictureDecoder(new PictureLimits()), models, new FeatureCache(0, new NoFeatureStore()));
        var folder = Directory.CreateTempSubdirectory("segfunctions-photos-");
        var all = DistinctPhotos.Make(stack.Photos, count * (turns + 1), folder.FullName).Chunk(count).ToList();
        Prompt[] prompts = [.. words.Select(word => new TextPrompt(word))];

        // The first turn of each is not counted: compilers and allocators settle.
        var (bare, whole) = (new List<double>(), new List<double>());
        foreach (var (index, turn) in all.Index())
        {
            // Each goes first in every other turn, so that a machine that gets faster or slower favors neither.
            if (index % 2 == 0)
            {
                bare.Add(await MeasureNetworksAsync(segmenter, turn, prompts, cancellationToken));
                whole.Add(await MeasureStackAsync(stack, turn, words, cancellationToken));
            }
            else
            {
                whole.Add(await MeasureStackAsync(stack, turn, words, cancellationToken));
                bare.Add(await MeasureNetworksAsync(segmenter, turn, prompts, cancellationToken));
            }

            FormattableString line = $"{count} photos: networks alone {bare[^1]:F2} s, through the stack {whole[^1]:F2} s, ratio {whole[^1] / bare[^1]:F3}";
            Console.WriteLine(FormattableString.Invariant(line));
        }

        var ratios = whole.Zip(bare, (theStack, networks) => theStack / networks).Skip(1).Order().ToList();
        FormattableString sum = $"without the first turn: ratio of the sums {whole.Skip(1).Sum() / bare.Skip(1).Sum():F3}, median of the turns' ratios {ratios[ratios.Count / 2]:F3}";
        Console.WriteLine(FormattableString.Invariant(sum));
        folder.Delete(recursive: true);
        return 0;
    }

    /// <returns>Seconds inside the sessions' calls.</returns>
    private static async Task<double> MeasureNetworksAsync(
        Segmenter segmenter, IReadOnlyList<string> photos, IReadOnlyList<Prompt> prompts, CancellationToken cancellationToken)
    {
        var seconds = 0.0;
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
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => seconds += value);
        listener.Start();
        foreach (var photo in photos)
        {
            var content = await File.ReadAllBytesAsync(photo, cancellationToken);
            (await segmenter.SegmentAsync(content, prompts, new InferenceOptions(), cancellationToken)).Dispose();
        }

        return seconds;
    }

    /// <returns>Seconds from creating the job until it shows that it has ended.</returns>
    private static async Task<double> MeasureStackAsync(
        BenchmarkStack stack, IReadOnlyList<string> photos, IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var tasks = await stack.UploadAsync(photos, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        await stack.WaitAsync(await stack.CreateAsync(tasks, words, cancellationToken), Pause, _ => { }, cancellationToken);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
