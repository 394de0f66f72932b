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

        // What is wrong with a picture reaches its sender as an error; standard error is for what is wrong with us.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, static (_, _, _) => { });
        NetVips.NetVips.Concurrency = Math.Min(Environment.ProcessorCount, 4);
        return true;
    }
}
