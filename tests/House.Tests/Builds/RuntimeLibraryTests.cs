using System.Text.Json.Nodes;

namespace SegFunctions.House.Tests.Builds;

/// <summary>ONNX Runtime in the published worker: for a GPU or for none, never both, because their native libraries have the same name.</summary>
public sealed class RuntimeLibraryTests(PublishedWorkers workers) : IClassFixture<PublishedWorkers>
{
    private const string Folder = "runtimes/linux-x64/native/";

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
        var published = await workers.PublishAsync(runtime);

        Assert.Equal(libraries, Directory.EnumerateFiles(Path.Combine(published, Folder), "libonnxruntime*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(
            libraries.Select(library => (Folder + library, package)),
            LibrariesOf(Path.Combine(published, "SegFunctions.Worker.deps.json"))
                .Where(library => library.Path.StartsWith($"{Folder}libonnxruntime", StringComparison.Ordinal))
                .OrderBy(library => library.Path, StringComparer.Ordinal));
    }

    /// <summary>The files that the program looks for at run time, with their packages.</summary>
    private static IEnumerable<(string Path, string Package)> LibrariesOf(string dependencies) =>
        from target in JsonNode.Parse(File.ReadAllText(dependencies))!["targets"]!.AsObject()
        from package in target.Value!.AsObject()
        from library in package.Value!["runtimeTargets"]?.AsObject() ?? []
        select (library.Key, package.Key.Split('/')[0]);
}
