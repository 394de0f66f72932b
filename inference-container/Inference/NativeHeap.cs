using System.Runtime.InteropServices;

namespace SegFunctions.Inference;

/// <summary>
/// The C library's heap, which holds the networks' tensors and libvips' pixels. glibc gives threads up to eight heaps per core, and serves from them
/// every block smaller than the largest one ever freed, up to 32 MB. Memory that one thread has freed is not reused by others, and a small block at the end of a heap
/// can pin hundreds of megabytes.
/// </summary>
public static partial class NativeHeap
{
    private const string Tunables = "GLIBC_TUNABLES";

    /// <summary>Larger blocks are returned to the system as soon as they are freed.</summary>
    private const int LargestInHeap = 1 << 20;

    private static readonly Option[] Options =
    [
        new(-8, Environment.ProcessorCount, "MALLOC_ARENA_MAX", "glibc.malloc.arena_max"),
        new(-3, LargestInHeap, "MALLOC_MMAP_THRESHOLD_", "glibc.malloc.mmap_threshold"),
        new(-1, LargestInHeap, "MALLOC_TRIM_THRESHOLD_", "glibc.malloc.trim_threshold"),
    ];

    /// <summary>
    /// Limits glibc to one heap per core, for small blocks only. Call it before other threads start. It does nothing if the C library is not glibc, and does not override
    /// glibc's own environment variables.
    /// </summary>
    /// <returns>The options that glibc refused, by their tunable names.</returns>
    public static IReadOnlyList<string> Bound()
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        try
        {
            return [.. FindUnset(Environment.GetEnvironmentVariable).Where(option => SetOption(option.Number, option.Value) == 0).Select(option => option.Tunable)];
        }
        catch (Exception fault) when (fault is EntryPointNotFoundException or DllNotFoundException)
        {
            // musl has one heap, and no options.
            return [];
        }
    }

    /// <param name="variable">Returns an environment variable's value; null if it is not set.</param>
    internal static IEnumerable<Option> FindUnset(Func<string, string?> variable) => Options.Where(option =>
        variable(option.Variable) is null && variable(Tunables)?.Contains($"{option.Tunable}=", StringComparison.Ordinal) is not true);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetOption(int option, int value);

    /// <param name="Number">The option's number in glibc's <c>malloc.h</c>.</param>
    /// <param name="Value">The value to set.</param>
    /// <param name="Variable">The environment variable that sets the option.</param>
    /// <param name="Tunable">The option's name in <c>GLIBC_TUNABLES</c>.</param>
    internal readonly record struct Option(int Number, int Value, string Variable, string Tunable);
}
