using SegFunctions.Inference.Networks;

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

    /// <summary>In this build the provider is missing; what the GPU image's build does without a device is shown by the image's check.</summary>
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
