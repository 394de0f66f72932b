using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SegFunctions.Benchmarks;

/// <summary>Processor time of another process in nanoseconds; <see cref="Process.TotalProcessorTime"/> counts in hundredths of a second.</summary>
internal static class ProcessorClock
{
    // How Linux numbers a process's clock: its id inverted, and the kind of clock that adds up the scheduled time of its threads.
    private const int SchedulerKind = 2;

    /// <returns>The coarse time if the system has no such clock.</returns>
    public static TimeSpan Read(Process process)
    {
        if (OperatingSystem.IsLinux() && GetTime((~process.Id << 3) | SchedulerKind, out var time) == 0)
        {
            return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1e3);
        }

        process.Refresh();
        return process.TotalProcessorTime;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out UnixTime time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct UnixTime
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
