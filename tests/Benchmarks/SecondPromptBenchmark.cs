using System.CommandLine;
using System.Diagnostics;
using SegFunctions.Local.Client;

namespace SegFunctions.Benchmarks;

/// <summary>Two clicks on one picture, end to end, one after the other: the second reuses the features from the first.</summary>
internal static class SecondPromptBenchmark
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public static Command Command()
    {
        var photos = BenchmarkOptions.Photos();
        var runs = BenchmarkOptions.Runs("Pictures.", 40);
        var command = new Command("second-prompt", "The second click on a picture, against the first.") { photos, runs };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(photos), parsed.GetValue(runs), token));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo? photos, int runs, CancellationToken cancellationToken)
    {
        await using var stack = await BenchmarkStack.StartAsync(photos, cancellationToken);
        var folder = Directory.CreateTempSubdirectory("segfunctions-photos-");

        // Until then, compilers and allocators settle.
        var warmUps = Math.Max(5, runs / 4);
        var (first, second) = (new List<double>(), new List<double>());
        foreach (var task in await stack.UploadAsync(DistinctPhotos.Make(stack.Photos, warmUps + runs, folder.FullName), cancellationToken))
        {
            first.Add(await ClickAsync(task, 0.5));
            second.Add(await ClickAsync(task, 0.4));
        }

        double[] firsts = [.. first.Skip(warmUps)], seconds = [.. second.Skip(warmUps)];
        Console.WriteLine($"first click   {Percentiles.Describe(firsts)}");
        Console.WriteLine($"second click  {Percentiles.Describe(seconds)}");
        FormattableString ratios = $"ratio p50 {Percentiles.Of(seconds, 50) / Percentiles.Of(firsts, 50):F3}, p99 {Percentiles.Of(seconds, 99) / Percentiles.Of(firsts, 99):F3}";
        Console.WriteLine(FormattableString.Invariant(ratios));
        folder.Delete(recursive: true);
        return 0;

        async Task<double> ClickAsync(string task, double x)
        {
            var started = Stopwatch.GetTimestamp();
            var job = await stack.Client.CreateJobAsync(
                new CreateJobRequest { Type = "image", Tasks = [task], Points = [new PointItem { X = x, Y = 0.5, Label = 1, Object = 0 }] }, cancellationToken);
            await stack.WaitAsync(job.JobId, Pause, _ => { }, cancellationToken);
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
    }
}
