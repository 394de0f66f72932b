using System.Runtime.InteropServices;

namespace SegFunctions.Inference;

/// <summary>
/// The C library's heap, in which the networks' numbers and libvips' pixels are. glibc gives up to eight heaps per core to threads, and takes into them
/// whatever is smaller than the largest block that was ever freed, up to 32 MB: what one thread has freed no other uses, and a small block at the end of a heap
/// keeps hundreds of megabytes.
/// </summary>
public static partial class NativeHeap
{
    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;
    private const int HeapCount = -8;

    /// <summary>Larger blocks are returned to the system when they are freed.</summary>
    private const int LargestInHeap = 1 << 20;

    /// <summary>A heap per core, for small blocks alone. To be called before other threads start; does nothing where the C library is not glibc.</summary>
    public static void Bound()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = SetOption(HeapCount, Environment.ProcessorCount);
            _ = SetOption(MapThreshold, LargestInHeap);
            _ = SetOption(TrimThreshold, LargestInHeap);
        }
        catch (EntryPointNotFoundException)
        {
            // musl has one heap, and no options.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetOption(int option, int value);
}
