namespace SegFunctions.Inference.Networks;

/// <summary>How sessions are made.</summary>
/// <param name="Provider">Asserted before the first session: an unavailable one is an error, never replaced by another.</param>
/// <param name="Threads">CPU threads for networks; 0 takes one per core.</param>
/// <param name="Concurrency">Pictures that networks look at at the same time; 0 takes 2 on a CPU of several threads, else 1.</param>
public sealed record OnnxSettings(ExecutionProvider Provider = ExecutionProvider.Cpu, int Threads = 0, int Concurrency = 0)
{
    /// <summary>As provenance spells it: <c>cpu</c>, <c>cuda</c>, <c>tensorrt</c>.</summary>
    public string ProviderName => Provider switch
    {
        ExecutionProvider.Cpu => "cpu",
        ExecutionProvider.Cuda => "cuda",
        _ => "tensorrt",
    };

    /// <summary>What <see cref="Threads"/> comes to.</summary>
    public int ThreadCount => Threads > 0 ? Threads : Environment.ProcessorCount;

    /// <summary>What <see cref="Concurrency"/> comes to. On a GPU two gave 4 to 12 % more pictures for 1.65 times the memory (an H200, see docs/gpu.md).</summary>
    public int PictureCount => Concurrency > 0 ? Concurrency : Provider == ExecutionProvider.Cpu && ThreadCount > 1 ? 2 : 1;

    /// <summary>Threads of a call while others run beside it.</summary>
    public int SharedThreadCount => Math.Max(1, ThreadCount / PictureCount);
}

/// <summary>Where ONNX Runtime computes.</summary>
public enum ExecutionProvider
{
    Cpu,
    Cuda,
    TensorRt,
}
