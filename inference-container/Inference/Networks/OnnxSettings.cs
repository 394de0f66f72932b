namespace SegFunctions.Inference.Networks;

/// <summary>How sessions are created.</summary>
/// <param name="Provider">Checked before the first session: an unavailable provider is an error and never replaced by another.</param>
/// <param name="Threads">CPU threads for networks; 0 takes one per core.</param>
/// <param name="Concurrency">Pictures that networks process at the same time; 0 takes 2 on a CPU with several threads, otherwise 1.</param>
/// <param name="Rewritten">Whether a CPU runs rewritten versions of the published networks, where the catalogue has them.</param>
public sealed record OnnxSettings(ExecutionProvider Provider = ExecutionProvider.Cpu, int Threads = 0, int Concurrency = 0, bool Rewritten = true)
{
    /// <summary>The provider as in provenance: <c>cpu</c>, <c>cuda</c>, <c>tensorrt</c>.</summary>
    public string ProviderName => Provider switch
    {
        ExecutionProvider.Cpu => "cpu",
        ExecutionProvider.Cuda => "cuda",
        _ => "tensorrt",
    };

    /// <summary>The effective <see cref="Rewritten"/>: a GPU runs the published networks.</summary>
    public bool RunsRewritten => Rewritten && Provider == ExecutionProvider.Cpu;

    /// <summary>The effective <see cref="Threads"/>.</summary>
    public int ThreadCount => Threads > 0 ? Threads : Environment.ProcessorCount;

    /// <summary>The effective <see cref="Concurrency"/>. On a GPU, two gave 4 to 12 % more pictures for 1.65 times the memory (an H200, see docs/gpu.md).</summary>
    public int PictureCount => Concurrency > 0 ? Concurrency : Provider == ExecutionProvider.Cpu && ThreadCount > 1 ? 2 : 1;

    /// <summary>Threads of a call that runs concurrently with others.</summary>
    public int SharedThreadCount => Math.Max(1, ThreadCount / PictureCount);
}

/// <summary>Where ONNX Runtime runs networks.</summary>
public enum ExecutionProvider
{
    Cpu,
    Cuda,
    TensorRt,
}
