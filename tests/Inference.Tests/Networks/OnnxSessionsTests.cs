using SegFunctions.Inference.Networks;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Inference.Tests.Networks;

public sealed class OnnxSessionsTests
{
    [Fact]
    public void Computes_on_the_processor() => Assert.Null(OnnxSessions.FindFault(new OnnxSettings()));

    [Fact]
    public void A_networks_second_call_needs_no_more_memory_than_its_first()
    {
        using var options = OnnxSessions.CreateOptions(new OnnxSettings());

        Assert.False(options.EnableMemoryPattern);
    }

    [Fact]
    public void Files_of_given_folders_are_opened_and_closed_apart_and_all_others_once()
    {
        var folder = Directory.CreateTempSubdirectory("segfunctions-tests-");
        var (own, common) = (Path.Combine(folder.CreateSubdirectory("own").FullName, "network.onnx"), Path.Combine(folder.CreateSubdirectory("own-too").FullName, "network.onnx"));
        File.WriteAllBytes(own, StubExports.ClipSeg().ToBytes());
        File.Copy(own, common);
        using var sessions = new OnnxSessions(new OnnxSettings());
        var first = sessions.With([Path.GetDirectoryName(own)!]);
        var opened = first.Get(own, shared: false, beside: 1);
        Assert.Same(opened, first.Get(own, shared: false, beside: 1));
        Assert.Same(sessions.Get(common, shared: false, beside: 1), first.Get(common, shared: false, beside: 1));
        first.Dispose();

        // Closed sessions are reopened, and the common input can still be bound.
        Assert.NotSame(opened, first.Get(own, shared: false, beside: 1));
        first.Dispose();
        sessions.Get(common, shared: false, beside: 1).CreateIoBinding().Dispose();
        folder.Delete(recursive: true);
    }

    /// <summary>This build lacks the provider; the image's check shows what the GPU image's build does without a device.</summary>
    [Theory]
    [InlineData(ExecutionProvider.Cuda, "cuda")]
    [InlineData(ExecutionProvider.TensorRt, "tensorrt")]
    public void Names_a_provider_that_cannot_compute_here(ExecutionProvider provider, string name)
    {
        var fault = OnnxSessions.FindFault(new OnnxSettings(provider));

        Assert.StartsWith($"Inference:Provider is '{name}', but", fault, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new OnnxSessions(new OnnxSettings(provider)));
    }
}
