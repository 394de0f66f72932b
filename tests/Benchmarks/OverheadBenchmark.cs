using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Benchmarks;

/// <summary>
/// What the service adds to an inference: upload, job, orchestration, queue, storing the masks, status and manifest. Both are measured in turns, a
/// few runs each, with the same threads on the same photo. The first run of each turn is not counted, because the caches still hold
/// what the other side used.
/// </summary>
internal static class OverheadBenchmark
{
    private const int RunsPerTurn = 6;

    // Until then, the just-in-time compiler still competes with the networks.
    private const int WarmUps = 30;

    // Each poll takes processor time from the networks, so a client that polls more often waits longer.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public static Command Command()
    {
        var (photos, words) = (BenchmarkOptions.Photos(), BenchmarkOptions.Words());
        var runs = BenchmarkOptions.Runs("Measured runs, rounded up to whole turns of 5.", 15);
        var command = new Command("overhead", "One warm photo end to end, against the same inference in process.") { photos, words, runs };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(photos), parsed.GetRequiredValue(words), parsed.GetValue(runs), token));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo? photos, IReadOnlyList<string> words, int runs, CancellationToken cancellationToken)
    {
        await using var stack = await BenchmarkStack.StartAsync(photos, cancellationToken);
        using var models = await InstalledPool.OpenAsync(cancellationToken);
        await using var segmenter = new Segmenter(
            new PictureDecoder(new PictureLimits()), models, new FeatureCache(0, new NoFeatureStore()));
        var photo = stack.Photos[0];
        var content = await File.ReadAllBytesAsync(photo, cancellationToken);
        Prompt[] prompts = [.. words.Select(word => new TextPrompt(word))];

        for (var i = 0; i < WarmUps; i++)
        {
            await RunEndToEndAsync();
        }

        var (inProcess, endToEnd) = (new List<double>(), new List<double>());
        while (endToEnd.Count < runs)
        {
            inProcess.AddRange(await TakeTurnAsync(RunInProcessAsync));
            endToEnd.AddRange(await TakeTurnAsync(RunEndToEndAsync));
        }

        var (low, high) = (Median(inProcess), Median(endToEnd));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"in process {low:F0} ms, end to end {high:F0} ms, added {high - low:F0} ms, ratio {high / low:F2} (medians of {endToEnd.Count}, {Path.GetFileName(photo)})"));
        return 0;

        async Task RunInProcessAsync() => (await segmenter.SegmentAsync(content, prompts, new InferenceOptions(), cancellationToken)).Dispose();

        async Task RunEndToEndAsync()
        {
            var job = await stack.SubmitAsync([photo], words, cancellationToken);
            await stack.WaitAsync(job, Pause, _ => { }, cancellationToken);
            await stack.Client.GetResultAsync(job, cancellationToken);
        }
    }

    private static async Task<IEnumerable<double>> TakeTurnAsync(Func<Task> run)
    {
        var times = new List<double>();
        for (var i = 0; i < RunsPerTurn; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await run();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return times.Skip(1);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
