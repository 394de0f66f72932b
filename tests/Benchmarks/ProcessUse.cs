using System.Diagnostics;
using System.Globalization;

namespace SegFunctions.Benchmarks;

/// <summary>What several processes use together from now on.</summary>
internal sealed class ProcessUse
{
    private readonly Process[] _processes;
    private readonly TimeSpan _before;
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <param name="processes">Processes that stay alive until the last measurement.</param>
    public ProcessUse(params IEnumerable<Process> processes)
    {
        _processes = [.. processes];
        _before = ProcessorTime();
    }

    /// <summary>Share of a core since the start, and the currently resident memory.</summary>
    public string Describe()
    {
        var elapsed = Stopwatch.GetElapsedTime(_started);
        var share = (ProcessorTime() - _before) / elapsed;
        Array.ForEach(_processes, process => process.Refresh());
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{share:P4} of a core over {elapsed.TotalSeconds:F0} s, {_processes.Sum(process => process.WorkingSet64) / 1e6:F1} MB resident");
    }

    private TimeSpan ProcessorTime() =>
        _processes.Aggregate(TimeSpan.Zero, (sum, process) => sum + ProcessorClock.Read(process));
}
