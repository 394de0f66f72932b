using System.Runtime.InteropServices;

namespace SegFunctions.Inference.Tests;

[Collection(TestCollections.Memory)]
public sealed class NativeHeapTests
{
    /// <summary>glibc does not adjust to freed blocks over 32 MB, or of exactly that size with glibc's own overhead.</summary>
    private const int Large = 16 << 20;

    private const int Block = 2 << 20;
    private const int Blocks = 64;

    /// <summary>By default, glibc puts blocks into its heap that are as large as the largest ever freed, and returns none that lies below a block in use.</summary>
    [Fact]
    public void What_is_freed_goes_back_to_the_system_whatever_was_freed_before()
    {
        Assert.Empty(NativeHeap.Bound());
        Marshal.FreeHGlobal(Marshal.AllocHGlobal(Large));
        var taken = TakeWhatIsFree();
        var before = Environment.WorkingSet;
        List<nint> blocks = [.. Enumerable.Range(0, Blocks).Select(_ => AllocateUsed())];
        Assert.InRange(Environment.WorkingSet - before, Blocks * Block / 2L, long.MaxValue);

        // In a heap, the last one would keep everything below it.
        blocks[..^1].ForEach(Marshal.FreeHGlobal);

        Assert.InRange(Environment.WorkingSet - before, long.MinValue, Blocks * Block / 2L);
        Marshal.FreeHGlobal(blocks[^1]);
        taken.ForEach(Marshal.FreeHGlobal);
    }

    [Theory]
    [InlineData("MALLOC_ARENA_MAX", "2", 2)]
    [InlineData("MALLOC_MMAP_THRESHOLD_", "65536", 2)]
    [InlineData("MALLOC_TRIM_THRESHOLD_", "65536", 2)]
    [InlineData("GLIBC_TUNABLES", "glibc.malloc.arena_max=2:glibc.malloc.trim_threshold=65536", 1)]
    [InlineData("GLIBC_TUNABLES", "glibc.malloc.check=3", 3)]
    [InlineData("MALLOC_CHECK_", "3", 3)]
    public void What_the_operator_sets_is_left_alone(string variable, string value, int left) =>
        Assert.Equal(left, NativeHeap.FindUnset(name => name == variable ? value : null).Count());

    /// <summary>Allocates until the process grows: what earlier tests have freed in the middle of a heap is reused first, and neither grows the process nor is returned.</summary>
    private static List<nint> TakeWhatIsFree()
    {
        var taken = new List<nint>();
        long before;
        do
        {
            before = Environment.WorkingSet;
            taken.Add(AllocateUsed());
        }
        while (Environment.WorkingSet - before < Block / 2);

        return taken;
    }

    private static nint AllocateUsed()
    {
        var block = Marshal.AllocHGlobal(Block);
        for (var at = 0; at < Block; at += Environment.SystemPageSize)
        {
            Marshal.WriteByte(block, at, 1);
        }

        return block;
    }
}
