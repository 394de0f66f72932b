using System.Runtime.InteropServices;

namespace SegFunctions.Inference;

/// <summary>
/// The C library's heap, in which the networks' numbers and libvips' pixels are. glibc gives up to eight heaps per core to threads, and takes into them
/// whatever is smaller than the largest block that was ever freed, up to 32 MB: what one thread has freed no other uses, and a small block at the end of a heap
/// keeps hundreds of megabytes.
/// </summary>
public static partial class NativeHeap
{
    private const string Tunables = "GLIBC_TUNABLES";

    /// <summary>Larger blocks are returned to the system when they are freed.</summary>
    private const int LargestInHeap = 1 << 20;

    private static readonly Option[] Options =
    [
        new(-8, Environment.ProcessorCount, "MALLOC_ARENA_MAX", "glibc.malloc.arena_max"),
        new(-3, LargestInHeap, "MALLOC_MMAP_THRESHOLD_", "glibc.malloc.mmap_threshold"),
        new(-1, LargestInHeap, "MALLOC_TRIM_THRESHOLD_", "glibc.malloc.trim_threshold"),
    ];

    /// <summary>
    /// A heap per core, for small blocks alone. To be called before other threads start; does nothing where the C library is not glibc, and leaves alone what
    /// glibc's own variables set.
    /// </summary>
    /// <returns>The options that glibc refused, by their names as tunables.</returns>
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

    /// <param name="variable">Gives an environment variable's value; null if it is not set.</param>
    internal static IEnumerable<Option> FindUnset(Func<string, string?> variable) => Options.Where(option =>
        variable(option.Variable) is null && variable(Tunables)?.Contains($"{option.Tunable}=", StringComparison.Ordinal) is not true);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetOption(int option, int value);

    /// <param name="Number">Its number in glibc's <c>malloc.h</c>.</param>
    /// <param name="Value">What it is set to.</param>
    /// <param name="Variable">The environment variable that sets it.</param>
    /// <param name="Tunable">Its name in <c>GLIBC_TUNABLES</c>.</param>
    internal readonly record struct Option(int Number, int Value, string Variable, string Tunable);
}
