using System.Text.RegularExpressions;

namespace SegFunctions.House.Tests;

/// <summary>
/// The durable suite, built against the real packages: it runs on Microsoft's worker, client and in-process backend.
/// </summary>
public sealed partial class RealSuitesTests
{
    [Fact]
    public async Task What_our_emulators_do_the_real_packages_do()
    {
        using var copy = await SourceCopy.OfAsync("tests/Emulators.Tests");
        var build = await Command.RunAsync(
            "dotnet", ["build", copy.PathOf("tests/Emulators.Tests"), "-p:UseAzurePackages=true"], TestContext.Current.CancellationToken);
        Assert.True(build.ExitCode == 0, build.Output);
        var output = copy.PathOf("tests/Emulators.Tests/bin/azure/Debug/net10.0");
        Assert.All(["DurableTask", "FunctionsWorker"], emulator => Assert.False(File.Exists(Path.Combine(output, $"Emulators.{emulator}.dll"))));

        // Most of these tests wait most of the time.
        var suite = Path.Combine(output, "Emulators.Tests.dll");
        await AssertPassAsync(atLeast: 40, suite, "-namespace", "Emulators.Tests.DurableTask", "-maxThreads", "8");
    }

    private static async Task AssertPassAsync(int atLeast, params string[] arguments)
    {
        var run = await Command.RunAsync("dotnet", arguments, TestContext.Current.CancellationToken);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.InRange(int.Parse(Total().Match(run.Output).Groups["tests"].Value, null), atLeast, int.MaxValue);
    }

    [GeneratedRegex(@"Total: (?<tests>\d+)")]
    private static partial Regex Total();
}
