using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>An object's path through a chunk while it is followed.</summary>
/// <param name="clip">Knows the frames' times.</param>
/// <param name="sample">Where it starts.</param>
/// <param name="start">What it starts with.</param>
internal sealed class Trail(Clip clip, int sample, KeyObject start)
{
    // Speed is measured over this time: long enough to even out a mask's noisy edge, shorter than a turn.
    private const double SpeedSeconds = 0.7;

    private readonly SortedDictionary<int, Sighting> _seen = new() { [sample] = start.Sighting };

    public int ClassId => start.ClassId;

    /// <summary>Score of the key object that it starts with.</summary>
    public double Score => start.Score;

    /// <summary>Its index among the objects of the chunk's first frame.</summary>
    public int? StartsAs { get; init; }

    /// <summary>Its index among the objects of the chunk's last frame.</summary>
    public int? EndsAs { get; set; }

    /// <summary>Score of the key object that it ends with.</summary>
    public double? EndScore { get; private set; }

    /// <summary>Intersection over union of the key object that it ends with and of what was followed to there.</summary>
    public double? EndOverlap { get; private set; }

    /// <summary>By sample, in order of time.</summary>
    public IReadOnlyDictionary<int, Sighting> Seen => _seen;

    public int First => _seen.Keys.First();

    public int Last => _seen.Keys.Last();

    /// <summary>The key object that it starts with, at either end.</summary>
    public Sighting Key => start.Sighting;

    /// <summary>Ends it with an object that detectors found.</summary>
    /// <param name="index">Which one of the frame.</param>
    /// <param name="at">The frame's sample.</param>
    /// <param name="found">The object.</param>
    public void EndAs(int index, int at, KeyObject found)
    {
        (EndsAs, EndScore) = (index, found.Score);
        EndOverlap = _seen.TryGetValue(at, out var followed) ? followed.OverlapWith(found.Sighting) : 0;
        _seen[at] = found.Sighting;
    }

    public void Add(int at, Sighting sighting) => _seen[at] = sighting;

    /// <summary>Forgets what was seen from a sample on, or up to it.</summary>
    public void Forget(Func<int, bool> samples)
    {
        foreach (var seen in _seen.Keys.Where(samples).ToList())
        {
            _seen.Remove(seen);
        }
    }

    /// <summary>How much its look differs at a sample from that of the key object that it starts with, 0–1.</summary>
    public double ChangeAt(int at) => _seen[at].Appearance.DistanceTo(Key.Appearance);

    /// <summary>Forgets where it went before it was found again, from a sample back to where it looks as much like its beginning as what it was found as.</summary>
    public void ForgetAstray(int from)
    {
        for (var (at, end) = (from, ChangeAt(Last)); at > First && _seen.ContainsKey(at) && ChangeAt(at) > end; at--)
        {
            _seen.Remove(at);
        }
    }

    /// <summary>The shift predicted from its speed, from its newest frame to another one, in pixels of the clip.</summary>
    /// <param name="from">The newest sample.</param>
    /// <param name="to">A sample before or after it.</param>
    public (double X, double Y) Expect(int from, int to)
    {
        var (x, y) = SpeedAt(from);
        var seconds = clip.SecondsOfSample(to) - clip.SecondsOfSample(from);
        return (x * seconds, y * seconds);
    }

    /// <summary>Pixels per second around a sample.</summary>
    public (double X, double Y) SpeedAt(int at)
    {
        var time = clip.SecondsOfSample(at);
        var near = _seen.Where(seen => Math.Abs(clip.SecondsOfSample(seen.Key) - time) <= SpeedSeconds).ToList();
        var seconds = near.Count < 2 ? 0 : clip.SecondsOfSample(near[^1].Key) - clip.SecondsOfSample(near[0].Key);
        return seconds <= 0 ? (0, 0) : (
            (MiddleX(near[^1].Value) - MiddleX(near[0].Value)) / seconds,
            (MiddleY(near[^1].Value) - MiddleY(near[0].Value)) / seconds);
    }

    /// <summary>The score at a sample, interpolated between the key objects at both ends.</summary>
    public double ScoreAt(int at) => EndScore is { } end && Last > First
        ? Score + ((end - Score) * (at - First) / (Last - First))
        : Score;

    /// <summary>Number of samples to the nearest key object.</summary>
    public int AgeAt(int at) => Math.Min(StartsAs is null ? int.MaxValue : at - First, EndsAs is null ? int.MaxValue : Last - at);

    public TrackletEnd EndAt(int at, int? keyObject)
    {
        var (x, y) = SpeedAt(at);
        return new TrackletEnd(at, keyObject, _seen[at].Box, Math.Round(x, 3), Math.Round(y, 3));
    }

    private static double MiddleX(Sighting sighting) => sighting.Box.X + (sighting.Box.Width / 2.0);

    private static double MiddleY(Sighting sighting) => sighting.Box.Y + (sighting.Box.Height / 2.0);
}
