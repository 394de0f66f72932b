using System.Text.Encodings.Web;
using System.Text.Json;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Video.Results;

/// <summary>Merges all segments into one result: each object has one id throughout, and every frame is in order. A frame is in memory only while it is written.</summary>
/// <param name="clip">The probe's document.</param>
/// <param name="prompts">All prompts of the job.</param>
/// <param name="leastMeanScore">Objects with a lower mean score are left out, 0–1.</param>
internal sealed class VideoJoin(Clip clip, IReadOnlyList<Prompt> prompts, double leastMeanScore)
{
    private const int Version = 1;

    private readonly Dictionary<TrackletKey, Tracklet> _tracklets = [];
    private IReadOnlyDictionary<TrackletKey, int> _objects = new Dictionary<TrackletKey, int>();
    private Dictionary<int, VideoObject> _shown = [];

    /// <summary>The objects shown, ordered by id; available after <see cref="IdentifyAsync"/>.</summary>
    public IReadOnlyList<VideoObject> Objects => [.. _shown.Values.OrderBy(shown => shown.ObjectId)];

    /// <summary>Counts over all frames; available after <see cref="ReadAsync"/> has been read to the end.</summary>
    public VideoCounts Counts { get; private set; } = new(0, 0, 0);

    /// <summary>Finds out which tracklets are the same object, and which objects are shown.</summary>
    /// <param name="segments">All segments.</param>
    /// <param name="frames">Every frame of every segment, in order of time.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task IdentifyAsync(IReadOnlyList<SegmentDocument> segments, IAsyncEnumerable<TrackedFrame> frames, CancellationToken cancellationToken)
    {
        var tracklets = segments.SelectMany(segment => segment.Tracklets).ToList();
        foreach (var tracklet in tracklets)
        {
            _tracklets.TryAdd(tracklet.Key, tracklet);
        }

        _objects = new TrackJoin(clip).Join([.. _tracklets.Values], cancellationToken);
        var seen = new Dictionary<int, Seen>();
        await foreach (var (sample, masks) in MergeAsync(frames, cancellationToken))
        {
            foreach (var (id, (_, mask)) in masks)
            {
                var known = seen.GetValueOrDefault(id) ?? (seen[id] = new Seen(sample));
                known.Add(sample, mask.Score);
            }
        }

        _shown = seen.Where(entry => entry.Value.MeanScore >= leastMeanScore)
            .OrderBy(entry => entry.Value.First).ThenBy(entry => entry.Key)
            .Select((entry, index) => (entry.Key, Object: Describe(entry.Key, index + 1, entry.Value)))
            .ToDictionary(entry => entry.Key, entry => entry.Object);
    }

    /// <summary>Every processed frame as published, in order of time.</summary>
    /// <param name="frames">Every frame of every segment, in order of time.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async IAsyncEnumerable<VideoFrame> ReadAsync(
        IAsyncEnumerable<TrackedFrame> frames, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (next, withMasks, total) = (0, 0, 0);
        await foreach (var (sample, masks) in MergeAsync(frames, cancellationToken))
        {
            for (; next < sample; next++)
            {
                yield return Describe(next, []);
            }

            var shown = masks.Where(entry => _shown.ContainsKey(entry.Key)).Select(entry => (_shown[entry.Key], entry.Value.Mask)).OrderBy(entry => entry.Item1.ObjectId).ToList();
            withMasks += shown.Count > 0 ? 1 : 0;
            total += shown.Count;
            yield return Describe(next++, shown);
        }

        for (; next < clip.Samples.Count; next++)
        {
            yield return Describe(next, []);
        }

        Counts = new VideoCounts(clip.Samples.Count, withMasks, total);
    }

    /// <summary>Writes the frames twice: as one JSON document and as gzipped lines.</summary>
    public async Task WriteAsync(IAsyncEnumerable<VideoFrame> frames, Stream document, Stream lines, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(document, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        await using var packed = SegmentFrames.Open(lines);
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteStartArray("size");
        json.WriteNumberValue(clip.Height);
        json.WriteNumberValue(clip.Width);
        json.WriteEndArray();
        json.WriteNumber("sourceFps", clip.Fps);
        json.WriteStartArray("frames");
        await foreach (var frame in frames)
        {
            JsonSerializer.Serialize(json, frame, ContractJson.Options);
            await json.FlushAsync(cancellationToken);
            await SegmentFrames.WriteLineAsync(packed, frame, cancellationToken);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>
    /// The objects of each frame. Neighboring chunks share a frame, and points and boxes are followed in both directions: of two masks, the one that has been
    /// followed for a shorter time is better.
    /// </summary>
    private async IAsyncEnumerable<(int Sample, SortedDictionary<int, (int Chunk, TrackedMask Mask)> Masks)> MergeAsync(
        IAsyncEnumerable<TrackedFrame> frames, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (sample, masks) = (-1, new SortedDictionary<int, (int Chunk, TrackedMask Mask)>());
        await foreach (var frame in frames.WithCancellation(cancellationToken))
        {
            if (frame.Sample != sample)
            {
                if (sample >= 0)
                {
                    yield return (sample, masks);
                }

                (sample, masks) = (frame.Sample, []);
            }

            foreach (var mask in frame.Masks)
            {
                if (_objects.TryGetValue(new TrackletKey(frame.Mode, frame.Chunk, mask.Tracklet), out var id)
                    && (!masks.TryGetValue(id, out var other) || mask.Age < other.Mask.Age || (mask.Age == other.Mask.Age && frame.Chunk > other.Chunk)))
                {
                    masks[id] = (frame.Chunk, mask);
                }
            }
        }

        if (sample >= 0)
        {
            yield return (sample, masks);
        }
    }

    private VideoObject Describe(int id, int shownId, Seen seen)
    {
        var first = _objects.Where(entry => entry.Value == id).Select(entry => _tracklets[entry.Key]).MinBy(tracklet => tracklet.Head.Sample)!;
        return new VideoObject(shownId, first.Prompts[0], first.Label, seen.First, seen.Last, seen.Frames, Math.Round(seen.MeanScore, 4));
    }

    private VideoFrame Describe(int sample, IReadOnlyList<(VideoObject Object, TrackedMask Mask)> shown) => new(
        sample,
        clip.Samples[sample],
        Math.Round(clip.SecondsOfSample(sample), 6),
        [
            .. shown.Select(entry => new VideoFrameObject(
                entry.Object.ObjectId,
                NameOf(prompts[entry.Object.Prompt]),
                entry.Object.Label,
                entry.Mask.Score,
                [
                    Part(entry.Mask.Box.X, clip.Width),
                    Part(entry.Mask.Box.Y, clip.Height),
                    Part(entry.Mask.Box.X + entry.Mask.Box.Width, clip.Width),
                    Part(entry.Mask.Box.Y + entry.Mask.Box.Height, clip.Height),
                ],
                new MaskRle([clip.Height, clip.Width], entry.Mask.Counts))),
        ]);

    /// <summary>A prompt as one word, the same as in the results for pictures.</summary>
    private static string NameOf(Prompt prompt) => prompt switch
    {
        TextPrompt words => words.Text,
        PointsPrompt => "points",
        BoxPrompt { Points.Count: > 0 } => "box and points",
        BoxPrompt => "box",
        _ => "subject",
    };

    private static double Part(int length, int whole) => Math.Round((double)length / whole, 6);

    private sealed class Seen(int first)
    {
        private double _sum;

        public int First => first;

        public int Last { get; private set; }

        public int Frames { get; private set; }

        public double MeanScore => _sum / Frames;

        public void Add(int sample, double score)
        {
            (Last, Frames) = (sample, Frames + 1);
            _sum += score;
        }
    }
}
