using System.CommandLine;
using SegFunctions.Inference.Networks;

namespace SegFunctions.Benchmarks;

/// <summary>Options shared by several benchmarks.</summary>
internal static class BenchmarkOptions
{
    public static Option<DirectoryInfo?> Photos() => new("--photos") { Description = "Folder of JPEG photos. Default: the public-domain sample photo." };

    public static Option<string[]> Words() => new("--text") { Description = "Words to cut out.", DefaultValueFactory = _ => ["boat"] };

    public static Option<int> Runs(string description, int ifNotGiven) => new("--runs") { Description = description, DefaultValueFactory = _ => ifNotGiven };

    public static Option<ExecutionProvider> Provider(string description, ExecutionProvider ifNotGiven) =>
        new("--provider") { Description = description, DefaultValueFactory = _ => ifNotGiven };
}
