using System.Diagnostics;

namespace SegFunctions.Inference;

/// <summary>Wall time per stage, in milliseconds to two decimals. Each mark ends the stage that began at the previous mark; repeated stages add up.</summary>
public sealed class StageClock
{
    private readonly Dictionary<string, double> _milliseconds = [];
    private long _since = Stopwatch.GetTimestamp();

    public IReadOnlyDictionary<string, double> Milliseconds => _milliseconds;

    public void Mark(string stage)
    {
        var now = Stopwatch.GetTimestamp();
        _milliseconds[stage] = Math.Round(_milliseconds.GetValueOrDefault(stage) + Stopwatch.GetElapsedTime(_since, now).TotalMilliseconds, 2);
        _since = now;
    }
}
