namespace SegFunctions.Compatibility.Tests.CommandLine;

/// <summary>A clock on which every wait ends quickly but appears to have taken its full time.</summary>
internal sealed class SkippingTime : TimeProvider
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(30);
    private long _skipped;

    public override long GetTimestamp() => System.GetTimestamp() + Interlocked.Read(ref _skipped);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var wait = dueTime < Longest ? dueTime : Longest;
        Interlocked.Add(ref _skipped, (long)((dueTime - wait).TotalSeconds * TimestampFrequency));
        return System.CreateTimer(callback, state, wait, period);
    }
}
