using System.Runtime.InteropServices;

namespace SegFunctions.Inference.Tests;

public sealed class NativeHeapTests
{
    private const int Large = 32 << 20;
    private const int Block = 2 << 20;
    private const int Small = 64;
    private const int Blocks = 64;

    /// <summary>By default glibc takes blocks into its heap as large as the largest that was ever freed, and returns none that lies below a block in use.</summary>
    [Fact]
    public void What_is_freed_goes_back_to_the_system_whatever_was_freed_before()
    {
        NativeHeap.Bound();
        Marshal.FreeHGlobal(Marshal.AllocHGlobal(Large));
        var before = Environment.WorkingSet;
        List<nint> blocks = [.. Enumerable.Range(0, Blocks).Select(_ => AllocateUsed())];
        var last = Marshal.AllocHGlobal(Small);
        Assert.InRange(Environment.WorkingSet - before, Blocks * Block / 2L, long.MaxValue);

        blocks.ForEach(Marshal.FreeHGlobal);

        Assert.InRange(Environment.WorkingSet - before, long.MinValue, Blocks * Block / 2L);
        Marshal.FreeHGlobal(last);
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
