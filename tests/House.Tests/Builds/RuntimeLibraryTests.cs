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
        var output = copy.PathOf("published");

        var run = await Command.RunAsync(
            "dotnet",
            ["publish", copy.PathOf("inference-container/Worker"), $"-p:InferenceRuntime={runtime}", "--output", output],
            TestContext.Current.CancellationToken);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(
            libraries,
            Directory.EnumerateFiles(Path.Combine(output, "runtimes/linux-x64/native"), "libonnxruntime*").Select(file => Path.GetFileName(file)).Order());
        var dependencies = File.ReadAllText(Path.Combine(output, "SegFunctions.Worker.deps.json"));
        Assert.All(
            ["Microsoft.ML.OnnxRuntime", "Microsoft.ML.OnnxRuntime.Gpu.Linux"],
            each => Assert.Equal(each == package, dependencies.Contains($"\"{each}/", StringComparison.Ordinal)));
    }
}
