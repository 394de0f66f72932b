using System.Diagnostics;
using System.Globalization;

namespace SegFunctions.Benchmarks.Queues;

/// <summary>What a process takes from now on.</summary>
internal sealed class ProcessUse
{
    private readonly Process _process;
    private readonly TimeSpan _before;
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <param name="process">Alive until the last look.</param>
    public ProcessUse(Process process)
    {
        _process = process;
        _process.Refresh();
        _before = _process.TotalProcessorTime;
    }

    /// <summary>Share of a core since the beginning, and the memory that is resident now.</summary>
    public string Describe()
    {
        _process.Refresh();
        var elapsed = Stopwatch.GetElapsedTime(_started);
        var share = (_process.TotalProcessorTime - _before) / elapsed;
        return string.Create(
            CultureInfo.InvariantCulture, $"{share:P3} of a core over {elapsed.TotalSeconds:F0} s, {_process.WorkingSet64 / 1e6:F1} MB resident");
    }
}
