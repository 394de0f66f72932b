using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using SegFunctions.Benchmarks.Memory;

namespace SegFunctions.Benchmarks;

/// <summary>Resident memory of every process of the stack after a fifth of many photos, no two alike, and at the end.</summary>
internal static class MemoryBenchmark
{
    private const int Part = 5;
    private const int PhotosPerJob = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static Command Command()
    {
        var (photos, words) = (BenchmarkOptions.Photos(), BenchmarkOptions.Words());
        var count = new Option<int>("--count") { Description = "Photos, in jobs of at most 60.", DefaultValueFactory = _ => 300 };
        var mixed = new Option<string[]>("--mixed")
        {
            Description = $"Of one worker alone, by photos of up to 16 megapixels, each a job, that are asked in turn for {string.Join(", ", MixedMemory.Kinds)}, or for some of them.",
            Arity = ArgumentArity.ZeroOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        var atOnce = new Option<int>("--at-once") { Description = "Jobs at a time, with --mixed.", DefaultValueFactory = _ => 2 };
        mixed.AcceptOnlyFromAmong([.. MixedMemory.Kinds]);
        var command = new Command("memory", "Resident memory of every process over many photos.") { photos, words, count, mixed, atOnce };
        command.SetAction((parsed, token) => parsed.GetResult(mixed) is { Implicit: false }
            ? RunMixedAsync(parsed.GetValue(photos), parsed.GetValue(mixed) is { Length: > 0 } kinds ? kinds : MixedMemory.Kinds, parsed.GetValue(count), parsed.GetValue(atOnce), token)
            : RunAsync(parsed.GetValue(photos), parsed.GetRequiredValue(words), parsed.GetValue(count), token));
        return command;
    }

    private static async Task<int> RunMixedAsync(DirectoryInfo? photos, IReadOnlyList<string> kinds, int count, int atOnce, CancellationToken cancellationToken)
    {
        if (kinds.Contains(MixedMemory.Subjects))
        {
            await BareSubject.RunAloneAsync(cancellationToken);
        }

        await using var stack = await BenchmarkStack.StartAsync(photos, cancellationToken);
        await new MixedMemory(stack, kinds, count, atOnce).RunAsync(cancellationToken);
        return 0;
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

    /// <summary>The memory of each child with its descendants, then of the parts of those that consist of several processes.</summary>
    private static Dictionary<string, long> Measure(BenchmarkStack stack)
    {
        var children = stack.Stack.Children.Select(child => (child.Name, Memory: ResidentMemory.Of(child.ProcessId!.Value))).ToList();
        return children.Select(child => (child.Name, Bytes: child.Memory.Sum))
            .Concat(children.Where(child => child.Memory.Parts.Count > 1)
                .SelectMany(child => child.Memory.Parts.Select(part => (Name: $"{child.Name}: {part.Name}", part.Bytes))))
            .ToDictionary(entry => entry.Name, entry => entry.Bytes);
    }
}
