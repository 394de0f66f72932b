using System.CommandLine;

namespace SegFunctions.Benchmarks;

/// <summary>Options that several benchmarks take.</summary>
internal static class BenchmarkOptions
{
    public static Option<DirectoryInfo?> Photos() => new("--photos") { Description = "Folder of JPEG photos. Default: the public-domain sample photo." };

    public static Option<string[]> Words() => new("--text") { Description = "Words to cut out.", DefaultValueFactory = _ => ["boat"] };

    public static Option<int> Runs(string description, int ifNotGiven) => new("--runs") { Description = description, DefaultValueFactory = _ => ifNotGiven };
}
