using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using SegFunctions.Inference;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Tests.Pictures;

namespace SegFunctions.Benchmarks;

/// <summary>Sends damaged pictures of each type through the decoder: which were not properly refused, how long the slowest took, and how much memory remained in use.</summary>
internal static class FuzzBenchmark
{
    private const int MostMilliseconds = 2000;
    private const double MostGrowth = 1.15;

    public static Command Command()
    {
        var files = new Option<int>("--files") { Description = "Damaged files of each type.", DefaultValueFactory = _ => 20_000 };
        var seed = new Option<int>("--seed") { Description = "Where the damage begins to differ from the tests'.", DefaultValueFactory = _ => 1_000_000 };
        var command = new Command("fuzz", "Damaged pictures: no crash, no leak, none over 2 seconds.") { files, seed };
        command.SetAction(parsed => Run(parsed.GetValue(files), parsed.GetValue(seed)));
        return command;
    }

    /// <returns>0 if every file was decoded or refused in time and memory did not grow.</returns>
    private static int Run(int files, int seed)
    {
        // The first round fills the allocators' caches.
        var faults = Enum.GetValues<PictureType>().Sum(type => Damage(type, files / 5, seed));
        foreach (var type in Enum.GetValues<PictureType>())
        {
            var before = Resident();
            faults += Damage(type, files, seed + files);
            var growth = (double)Resident() / before;
            faults += growth > MostGrowth ? 1 : 0;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{type}: resident memory {before / 1e6:F0} MB before, times {growth:F2} after"));
        }

        return Math.Min(faults, 1);
    }

    private static int Damage(PictureType type, int files, int seed)
    {
        var decoder = new PictureDecoder(new PictureLimits());
        var seeds = PictureMutations.Seeds(type);
        var (decoded, refused, faults, slowest) = (0, 0, 0, 0.0);
        for (var i = 0; i < files; i++)
        {
            var content = PictureMutations.Mutate(seeds[i % seeds.Count], seed + i);
            var started = Stopwatch.GetTimestamp();
            try
            {
                using var picture = decoder.DecodeFor(content, i % 2 == 0 ? int.MaxValue : 16);
                decoded++;
            }
            catch (InferenceException)
            {
                refused++;
            }
            catch (Exception exception)
            {
                faults++;
                Console.WriteLine($"{type}, seed {seed + i}: {exception}");
            }

            var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            faults += milliseconds > MostMilliseconds ? 1 : 0;
            slowest = Math.Max(slowest, milliseconds);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{type}: {files} files, {decoded} decoded, {refused} refused, {faults} faults, the slowest {slowest:F0} ms"));
        return faults;
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
