using NetVips;

namespace SegFunctions.Inference.Pictures;

/// <summary>Process-wide settings of libvips.</summary>
internal static class VipsRuntime
{
    private static readonly Lazy<bool> Configured = new(Configure);

    /// <summary>Call before any other use of libvips; the first call counts.</summary>
    public static void EnsureConfigured() => _ = Configured.Value;

    private static bool Configure()
    {
        // No picture is asked for twice, so cached operations would only hold pixels.
        Cache.Max = 0;
        NetVips.NetVips.Concurrency = Math.Min(Environment.ProcessorCount, 4);
        return true;
    }
}
