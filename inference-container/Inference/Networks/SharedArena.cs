using Microsoft.ML.OnnxRuntime;

namespace SegFunctions.Inference.Networks;

/// <summary>
/// One arena of CPU memory for all sessions of the process. By default each has its own and keeps what its largest call took, although only
/// a few of them run at a time (ONNX Runtime, C API, "Share allocator(s) between sessions").
/// </summary>
internal static class SharedArena
{
    // -1 and 0 mean ONNX Runtime's defaults; an arena that grows by what is requested instead of doubling wastes less.
    private const int SameAsRequested = 1;

    private static readonly Lazy<OrtEnv> Environment = new(Register);

    /// <summary>Sessions with these options take memory from it.</summary>
    public static void Use(SessionOptions options)
    {
        _ = Environment.Value;
        options.AddSessionConfigEntry("session.use_env_allocators", "1");
    }

    private static OrtEnv Register()
    {
        using var memory = new OrtMemoryInfo(OrtMemoryInfo.allocatorCPU, OrtAllocatorType.ArenaAllocator, 0, OrtMemType.Default);
        using var arena = new OrtArenaCfg(0, SameAsRequested, -1, -1);
        var environment = OrtEnv.Instance();
        environment.CreateAndRegisterAllocator(memory, arena);
        return environment;
    }
}
