using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace SegFunctions.House.Tests.Builds;

/// <summary>The programs of a local stack, and the app that the host's tests start, are compiled ahead of time in their output folders.</summary>
public sealed class ReadyToRunTests
{
    [Theory]
    [InlineData("functions", "SegFunctions", "Grpc.Net.Client")]
    [InlineData("inference-container/Worker", "SegFunctions.Worker", "SegFunctions.Inference")]
    [InlineData("emulators/FunctionsHost", "Emulators.FunctionsHost", "Newtonsoft.Json")]
    [InlineData("emulators/ServiceBus", "Emulators.ServiceBus", "Microsoft.Azure.Amqp")]
    [InlineData("local", "SegFunctions.Local", "System.CommandLine")]
    [InlineData("tests/FunctionsHost.SampleApp", "FunctionsHost.SampleApp", "Grpc.Net.Client")]
    public void A_program_and_what_it_names_hold_native_code(string project, string program, string reference)
    {
        Assert.SkipUnless(RuntimeInformation.RuntimeIdentifier == "linux-x64", "Only there a compiler is served.");

        Assert.True(HoldsNativeCode(project, program));
        Assert.True(HoldsNativeCode(project, reference));
    }

    [Theory]
    [InlineData("functions", "SegFunctions")]
    [InlineData("inference-container/Worker", "SegFunctions.Worker")]
    [InlineData("emulators/FunctionsHost", "Emulators.FunctionsHost")]
    [InlineData("emulators/ServiceBus", "Emulators.ServiceBus")]
    [InlineData("local", "SegFunctions.Local")]
    public void A_program_counts_calls_only_after_a_quiet_second(string project, string program)
    {
        Assert.SkipUnless(RuntimeInformation.RuntimeIdentifier == "linux-x64", "Only there a compiler is served.");

        Assert.Contains("\"System.Runtime.TieredCompilation.CallCountingDelayMs\": 1000", File.ReadAllText(OutputOf(project, $"{program}.runtimeconfig.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_runs_on_this_system_is_all_that_a_local_build_copies_of_native_libraries()
    {
        Assert.SkipUnless(RuntimeInformation.RuntimeIdentifier == "linux-x64", "Only there others are left out.");

        var libraries = Directory.EnumerateFiles(OutputOf("inference-container/Worker", "runtimes"), "*", SearchOption.AllDirectories);
        Assert.Contains(libraries, path => path.EndsWith("/runtimes/linux-x64/native/libonnxruntime.so", StringComparison.Ordinal));
        Assert.DoesNotContain(libraries, path => path.Contains("onnxruntime", StringComparison.Ordinal) && !path.Contains("/linux-x64/", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_program_does_not_name_is_as_its_package_has_it() => Assert.False(HoldsNativeCode("functions", "OpenTelemetry"));

    private static bool HoldsNativeCode(string project, string assembly)
    {
        using var file = File.OpenRead(OutputOf(project, assembly + ".dll"));
        using var reader = new PEReader(file);
        return reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    private static string OutputOf(string project, string file) => Path.Combine(Repository.Root, project, "bin", Configuration, "net10.0", file);

    /// <summary>As these tests were built.</summary>
    private static string Configuration => Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/')))!;
}
