using Microsoft.ML.OnnxRuntime;

namespace SegFunctions.Inference.Networks;

/// <summary>
/// One arena of CPU memory for all sessions of the process. By default each has its own and keeps what its largest call took, although only
/// a few of them run at a time (ONNX Runtime, C API, "Share allocator(s) between sessions").
/// </summary>
internal static class SharedArena
{
    // -1 and 0 mean ONNX Runtime's defaults. An arena that grows by what is requested has a region for every size that ever came, and photos of many shapes bring
    // many: it was larger than one that doubles.
    private const int NextPowerOfTwo = 0;

    private static readonly Lazy<OrtEnv> Environment = new(Register);

    /// <summary>Sessions with these options take memory from it.</summary>
    public static void Use(SessionOptions options)
    {
        _ = Environment.Value;
        options.AddSessionConfigEntry("session.use_env_allocators", "1");

        // Weights stay as long as the session does: between a call's numbers they would leave gaps.
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
