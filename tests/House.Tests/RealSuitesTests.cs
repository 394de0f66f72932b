using System.Text.RegularExpressions;

namespace SegFunctions.House.Tests;

/// <summary>
/// Our emulators' suites, built against the real packages. The durable one runs on Microsoft's worker, client and in-process backend; the one of Service Bus
/// needs Microsoft's emulator in a container, so here only what its client refuses by itself runs.
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
        Assert.All(["DurableTask", "FunctionsWorker", "ServiceBus"], emulator => Assert.False(File.Exists(Path.Combine(output, $"Emulators.{emulator}.dll"))));

        // Most of these tests wait most of the time.
        var suite = Path.Combine(output, "Emulators.Tests.dll");
        await AssertPassAsync(atLeast: 40, suite, "-namespace", "Emulators.Tests.DurableTask", "-maxThreads", "8");
        await AssertPassAsync(atLeast: 3, suite, "-class", "Emulators.Tests.ServiceBus.ArgumentTests");
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
