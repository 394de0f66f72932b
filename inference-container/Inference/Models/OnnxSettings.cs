namespace SegFunctions.Inference.Models;

/// <summary>How sessions are made.</summary>
/// <param name="Provider">Asserted before the first session: an unavailable one is an error, never replaced by another.</param>
/// <param name="Threads">Of the CPU within one network; 0 takes a thread a core.</param>
public sealed record OnnxSettings(ExecutionProvider Provider = ExecutionProvider.Cpu, int Threads = 0)
{
    /// <summary>As provenance spells it: <c>cpu</c>, <c>cuda</c>, <c>tensorrt</c>.</summary>
    public string ProviderName => Provider switch
    {
        ExecutionProvider.Cpu => "cpu",
        ExecutionProvider.Cuda => "cuda",
        _ => "tensorrt",
    };
}
