using SegFunctions.Contract.Video;
using SegFunctions.Inference.Video.Decoding;

namespace SegFunctions.Inference.Video.Rendering;

/// <summary>What is drawn on each decoded frame of a piece of film, only some of which were processed.</summary>
internal sealed class FilmTimeline
{
    // A label's position is averaged over this time: it glides even if boxes jitter.
    private const double LabelSeconds = 0.6;

    // Longer than this after the last processed frame, nothing is known.
    private const double LongestHold = 1;

    private readonly Clip _clip;
    private readonly Dictionary<int, VideoFrame> _frames = [];
    private readonly Dictionary<int, IReadOnlyDictionary<int, FilmObject>> _drawn = [];

    private FilmTimeline(Clip clip) => _clip = clip;

    /// <summary>Reads the processed frames in and near a piece.</summary>
    public static async Task<FilmTimeline> ReadAsync(Clip clip, int piece, IAsyncEnumerable<VideoFrame> frames, CancellationToken cancellationToken)
    {
        var timeline = new FilmTimeline(clip);
        var (first, end) = clip.FramesOf(piece);
        var (from, to) = (clip.SecondsOf(first) - LabelSeconds, clip.SecondsOf(end - 1) + LabelSeconds);
        VideoFrame? before = null;
        await foreach (var frame in frames.WithCancellation(cancellationToken))
        {
            if (frame.TimeSec >= from && before is not null)
            {
                timeline._frames.TryAdd(before.SampleIdx, before);
            }

            before = frame;
            if (frame.TimeSec > to)
            {
                break;
            }
        }

        if (before is not null)
        {
            timeline._frames.TryAdd(before.SampleIdx, before);
        }

        return timeline;
    }

    /// <summary>The objects on a decoded frame, ordered by id, each with the place of its label.</summary>
    public IReadOnlyList<(FilmMoment Moment, double LabelX, double LabelY)> At(int frame)
    {
        var seconds = _clip.SecondsOf(frame);
        var before = FindSample(frame);
        if (before < 0)
        {
            return [];
        }

        var (start, after) = (_clip.SecondsOfSample(before), Math.Min(before + 1, _clip.Samples.Count - 1));
        var span = _clip.SecondsOfSample(after) - start;
        var part = span > 0 ? (seconds - start) / span : seconds - start > LongestHold ? 1 : 0;
        var (from, to) = (ObjectsOf(before), ObjectsOf(after));
        Forget(before);
        return
        [
            .. from.Keys.Union(to.Keys).Order()
                .Select(id => Between(from.GetValueOrDefault(id), to.GetValueOrDefault(id), part, span > 0))
                .OfType<FilmMoment>()
                .Select(moment => Label(moment, seconds)),
        ];
    }

    /// <summary>An object that only one of the two frames has is shown during the half of the time that is nearer to that frame.</summary>
    private static FilmMoment? Between(FilmObject? before, FilmObject? after, double part, bool hasAfter) => (before, after) switch
    {
        ({ } first, { } second) when hasAfter && part > 0 => new FilmMoment(first, second, part),
        ({ } first, _) when part < 0.5 => new FilmMoment(first, first, 0),
        (_, { } second) when part >= 0.5 && hasAfter => new FilmMoment(second, second, 0),
        _ => null,
    };

    private (FilmMoment Moment, double LabelX, double LabelY) Label(FilmMoment moment, double seconds)
    {
        var (x, y, weights) = (0.0, 0.0, 0.0);
        foreach (var frame in _frames.Values.OrderBy(frame => frame.SampleIdx))
        {
            var weight = 1 - (Math.Abs(frame.TimeSec - seconds) / LabelSeconds);
            if (weight > 0 && frame.Objects.FirstOrDefault(found => found.ObjectId == moment.Before.Id) is { } seen)
            {
                x += weight * (seen.Box[0] + seen.Box[2]) / 2 * _clip.Width;
                y += weight * seen.Box[1] * _clip.Height;
                weights += weight;
            }
        }

        // If the frames are further apart than that, only the object itself is left to go by.
        var (topX, topY) = moment.Top;
        return weights > 0 ? (moment, x / weights, y / weights) : (moment, topX, topY);
    }

    private IReadOnlyDictionary<int, FilmObject> ObjectsOf(int sample)
    {
        if (!_drawn.TryGetValue(sample, out var objects))
        {
            objects = _frames.TryGetValue(sample, out var frame)
                ? frame.Objects.Select(found => new FilmObject(found)).ToDictionary(found => found.Id)
                : new Dictionary<int, FilmObject>();
            _drawn.Add(sample, objects);
        }

        return objects;
    }

    private void Forget(int before)
    {
        foreach (var sample in _drawn.Keys.Where(sample => sample < before).ToList())
        {
            _drawn.Remove(sample);
        }
    }

    /// <returns>The last sample at or before a decoded frame; -1 if there is none.</returns>
    private int FindSample(int frame)
    {
        var (low, high) = (-1, _clip.Samples.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _clip.Samples[middle] <= frame ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
