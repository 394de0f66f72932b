using System.Diagnostics;
using System.Globalization;

namespace SegFunctions.Benchmarks;

/// <summary>How fast the machine currently is, apart from what is being measured: its disk, one thread, and the load by others.</summary>
internal static class MachineSpeed
{
    private const int Writes = 500;
    private const int BytesAWrite = 4096;
    private const int Rounds = 5;
    private const int IterationsARound = 20_000_000;

    /// <param name="folder">A folder on the disk to measure.</param>
    public static IEnumerable<string> Describe(string folder)
    {
        var syncs = TimeSyncs(folder);
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"the disk, {BytesAWrite} bytes written and synced: p50 {Percentiles.Of(syncs, 50):F2} ms, p99 {Percentiles.Of(syncs, 99):F2} ms of {Writes}");
        yield return string.Create(CultureInfo.InvariantCulture, $"one thread: {MeasureThread():F0} million iterations a second");
        yield return $"load average: {Load()}";
    }

    /// <returns>Milliseconds per write to the end of one file, including its sync.</returns>
    public static double[] TimeSyncs(string folder)
    {
        var path = Path.Combine(folder, $"syncs-{Guid.NewGuid():N}");
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose);
        var block = new byte[BytesAWrite];
        var times = new double[Writes];
        for (var i = 0; i < Writes; i++)
        {
            var started = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, block, (long)i * BytesAWrite);
            RandomAccess.FlushToDisk(file);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return times;
    }

    /// <returns>Millions of iterations per second of a loop whose steps each depend on the previous one; the median of several rounds.</returns>
    public static double MeasureThread() => Enumerable.Range(1, Rounds).Select(seed => MeasureRound((ulong)seed)).Order().ElementAt(Rounds / 2);

    /// <returns>The load averages of the last 1, 5 and 15 minutes; a dash if the system does not provide them.</returns>
    public static string Load() =>
        File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "-";

    private static double MeasureRound(ulong seed)
    {
        var started = Stopwatch.GetTimestamp();
        var end = Mix(seed);
        var elapsed = Stopwatch.GetElapsedTime(started);
        // The result depends on the number, at least in theory, so that the loop cannot be optimized away.
        return end == 0 ? 0 : IterationsARound / elapsed.TotalSeconds / 1e6;
    }

    private static ulong Mix(ulong seed)
    {
        for (var i = 0; i < IterationsARound; i++)
        {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
        }

        return seed;
    }
}
