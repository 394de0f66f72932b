using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace SegFunctions.Benchmarks;

/// <summary>Resident memory of every process of the stack after a fifth of many photos, no two alike, and at their end.</summary>
internal static class MemoryBenchmark
{
    private const int Part = 5;
    private const int PhotosPerJob = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static Command Command()
    {
        var (photos, words) = (BenchmarkOptions.Photos(), BenchmarkOptions.Words());
        var count = new Option<int>("--count") { Description = "Photos, in jobs of at most 60.", DefaultValueFactory = _ => 300 };
        var command = new Command("memory", "Resident memory of every process over many photos.") { photos, words, count };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(photos), parsed.GetRequiredValue(words), parsed.GetValue(count), token));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo? photos, IReadOnlyList<string> words, int count, CancellationToken cancellationToken)
    {
        await using var stack = await BenchmarkStack.StartAsync(photos, cancellationToken);
        var folder = Directory.CreateTempSubdirectory("segfunctions-photos-");
        var started = Stopwatch.GetTimestamp();
        var done = 0;
        Dictionary<string, long>? early = null;
        foreach (var photosOfJob in DistinctPhotos.Make(stack.Photos, count, folder.FullName).Chunk(Math.Min(PhotosPerJob, Math.Max(1, count / Part))))
        {
            var job = await stack.SubmitAsync(photosOfJob, words, cancellationToken);
            await stack.WaitAsync(job, Pause, _ => { }, cancellationToken);
            done += photosOfJob.Length;
            early ??= done * Part >= count ? Measure(stack) : null;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} photos in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s"));
        foreach (var (name, bytes) in Measure(stack))
        {
            var before = early![name];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{name,-10} {before / 1e6,6:F0} MB after a fifth, {bytes / 1e6,6:F0} MB at the end, ratio {(double)bytes / before:F2}"));
        }

        folder.Delete(recursive: true);
        return 0;
    }

    /// <summary>The memory of each child with its descendants, then of the parts of those that are more than one process.</summary>
    private static Dictionary<string, long> Measure(BenchmarkStack stack)
    {
        var children = stack.Stack.Children.Select(child => (child.Name, Memory: ResidentMemory.Of(child.ProcessId!.Value))).ToList();
        return children.Select(child => (child.Name, Bytes: child.Memory.Sum))
            .Concat(children.Where(child => child.Memory.Parts.Count > 1)
                .SelectMany(child => child.Memory.Parts.Select(part => (Name: $"{child.Name}: {part.Name}", part.Bytes))))
            .ToDictionary(entry => entry.Name, entry => entry.Bytes);
    }
}
