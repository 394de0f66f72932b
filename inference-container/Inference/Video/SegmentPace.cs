namespace SegFunctions.Inference.Video;

/// <summary>Decides whether a segment stops early. Where things move fast, a chunk takes several times as long as where it is calm.</summary>
/// <param name="limit">The longest that the segment may take; null for no limit.</param>
/// <param name="time">Measures it.</param>
internal sealed class SegmentPace(TimeSpan? limit, TimeProvider time)
{
    // How much longer a chunk may take than the longest so far. For words about five times, which is what it costs to look at each of its frames as at a key frame, where
    // there was one for ten frames; where marked things are lost up to seven times, as each takes up to seven cut-outs a frame instead of one, beside those runs.
    private const double MostGrowth = 7;

    private readonly long _started = time.GetTimestamp();
    private TimeSpan? _before;
    private TimeSpan _longest;

    /// <summary>The time since the segment began.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Call when a chunk's frames are there. What comes before the first ones, like decoding the clip up to them, is no measure of what a chunk takes.</summary>
    public void Begin() => _before ??= Elapsed;

    /// <summary>Call after each chunk. Whether another one would end in time, even if it takes much longer than those before.</summary>
    public bool HasTimeForAnother()
    {
        var elapsed = Elapsed;
        var took = elapsed - (_before ?? TimeSpan.Zero);
        (_before, _longest) = (elapsed, took > _longest ? took : _longest);
        return limit is null || elapsed + (MostGrowth * _longest) <= limit;
    }
}
