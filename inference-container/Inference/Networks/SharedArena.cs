using Microsoft.ML.OnnxRuntime;

namespace SegFunctions.Inference.Networks;

/// <summary>
/// One arena of CPU memory for all sessions of the process. By default each session has its own, which keeps as much as its largest call took, although only
/// a few of them run at a time (ONNX Runtime, C API, "Share allocator(s) between sessions").
/// </summary>
internal static class SharedArena
{
    // -1 and 0 mean ONNX Runtime's defaults. An arena that grows by the requested size has a region for every size ever requested, and photos of many shapes request
    // many: it became larger than one that doubles.
    private const int NextPowerOfTwo = 0;

    private static readonly Lazy<OrtEnv> Environment = new(Register);

    /// <summary>Makes sessions with these options allocate from the arena.</summary>
    public static void Use(SessionOptions options)
    {
        _ = Environment.Value;
        options.AddSessionConfigEntry("session.use_env_allocators", "1");

        // Weights live as long as the session: among the tensors of calls they would leave gaps.
        options.AddSessionConfigEntry("session.use_device_allocator_for_initializers", "1");
    }

    private static OrtEnv Register()
    {
        using var memory = new OrtMemoryInfo(OrtMemoryInfo.allocatorCPU, OrtAllocatorType.ArenaAllocator, 0, OrtMemType.Default);
        using var arena = new OrtArenaCfg(0, NextPowerOfTwo, -1, -1);
        var environment = OrtEnv.Instance();
        environment.CreateAndRegisterAllocator(memory, arena);
        return environment;
    }
}
