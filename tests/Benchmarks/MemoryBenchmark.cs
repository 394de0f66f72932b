using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using SegFunctions.Local.Client;

namespace SegFunctions.Benchmarks;

/// <summary>Resident memory of every process of the stack after a fifth of a job's photos and at its end.</summary>
internal static class MemoryBenchmark
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    public static Command Command()
    {
        var (photos, words) = (BenchmarkOptions.Photos(), BenchmarkOptions.Words());
        var count = new Option<int>("--count") { Description = "Photos in the job, at most 100.", DefaultValueFactory = _ => 30 };
        var command = new Command("memory", "Resident memory of every process over one job of many photos.") { photos, words, count };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(photos), parsed.GetRequiredValue(words), parsed.GetValue(count), token));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo? photos, IReadOnlyList<string> words, int count, CancellationToken cancellationToken)
    {
        await using var stack = await BenchmarkStack.StartAsync(photos, cancellationToken);
        var job = await stack.SubmitAsync(Enumerable.Range(0, count).Select(i => stack.Photos[i % stack.Photos.Count]), words, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        Dictionary<string, long>? early = null;
        await stack.WaitAsync(
            job,
            _pause,
            state =>
            {
                if (early is null && Ended(state) * 5 >= count)
                {
                    early = Measure(stack);
                }
            },
            cancellationToken);

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} photos in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s"));
        foreach (var (name, bytes) in Measure(stack))
        {
            var before = early![name];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{name,-10} {before / 1e6,6:F0} MB after a fifth, {bytes / 1e6,6:F0} MB at the end, ratio {(double)bytes / before:F2}"));
        }

        return 0;
    }

    private static int Ended(JobState state) => state.Tasks.Count(task => task.Status is "success" or "failed");

    private static Dictionary<string, long> Measure(BenchmarkStack stack) =>
        stack.Stack.Children.ToDictionary(child => child.Name, child =>
        {
            using var process = Process.GetProcessById(child.ProcessId!.Value);
            return process.WorkingSet64;
        });
}
