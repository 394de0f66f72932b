namespace SegFunctions.Inference.Models;

/// <summary>How sessions are made.</summary>
/// <param name="Provider">Asserted before the first session: an unavailable one is an error, never replaced by another.</param>
/// <param name="Threads">Of the CPU within one network; 0 takes a thread a core.</param>
public sealed record OnnxSettings(ExecutionProvider Provider = ExecutionProvider.Cpu, int Threads = 0)
{
    /// <summary>
    /// Pictures that networks look at at the same time, unless a setting says otherwise. Threads of one call wait for each other at each layer; a
    /// second call uses those gaps. One thread has none, and on a GPU it was never tried.
    /// </summary>
    public int DefaultConcurrency => Provider == ExecutionProvider.Cpu && (Threads == 0 ? Environment.ProcessorCount : Threads) > 1 ? 2 : 1;

    /// <summary>As provenance spells it: <c>cpu</c>, <c>cuda</c>, <c>tensorrt</c>.</summary>
    public string ProviderName => Provider switch
    {
        ExecutionProvider.Cpu => "cpu",
        ExecutionProvider.Cuda => "cuda",
        _ => "tensorrt",
    };
}
