using System.Text.Json.Nodes;

namespace SegFunctions.House.Tests.Builds;

/// <summary>ONNX Runtime in the published worker: for a GPU or for none, and never both, whose native libraries share a name.</summary>
public sealed class RuntimeLibraryTests
{
    [Theory]
    [InlineData("cpu", "Microsoft.ML.OnnxRuntime", "libonnxruntime.so", "libonnxruntime_providers_shared.so")]
    [InlineData(
        "gpu",
        "Microsoft.ML.OnnxRuntime.Gpu.Linux",
        "libonnxruntime.so",
        "libonnxruntime_providers_cuda.so",
        "libonnxruntime_providers_shared.so",
        "libonnxruntime_providers_tensorrt.so")]
    public async Task The_published_worker_has_the_libraries_of_one_runtime(string runtime, string package, params string[] libraries)
    {
        using var copy = await SourceCopy.OfAsync("inference-container");

        // Stops where it is known what is copied: the libraries themselves are half a gigabyte.
        var run = await Command.RunAsync(
            "dotnet",
            [
                "publish", copy.PathOf("inference-container/Worker"), $"-p:InferenceRuntime={runtime}",
                "-target:ResolvePackageAssets", "-getItem:RuntimeTargetsCopyLocalItems",
            ],
            TestContext.Current.CancellationToken);

        Assert.True(run.ExitCode == 0, run.Output);
        var copied = JsonNode.Parse(run.Output)!["Items"]!["RuntimeTargetsCopyLocalItems"]!.AsArray()
            .Select(item => (Path: (string)item!["DestinationSubPath"]!, Package: (string)item["NuGetPackageId"]!))
            .Where(item => item.Path.StartsWith("runtimes/linux-x64/native/libonnxruntime", StringComparison.Ordinal));
        Assert.Equal(
            libraries.Select(library => ("runtimes/linux-x64/native/" + library, package)),
            copied.OrderBy(item => item.Path, StringComparer.Ordinal));
    }
}
