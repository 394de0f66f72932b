using NetVips;

namespace SegFunctions.Inference.Pictures;

/// <summary>Process-wide settings of libvips.</summary>
internal static class VipsRuntime
{
    private static readonly Lazy<bool> Configured = new(Configure);

    /// <summary>Call before any other use of libvips; only the first call has an effect.</summary>
    public static void EnsureConfigured() => _ = Configured.Value;

    private static bool Configure()
    {
        // No operation is repeated, so a cache of operations would only hold pixels.
        Cache.Max = 0;

        // A faulty picture is reported to its sender; standard error is for our own faults.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, static (_, _, _) => { });
        NetVips.NetVips.Concurrency = Math.Min(Environment.ProcessorCount, 4);
        return true;
    }
}
