using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Inference.Video.Results;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>A dog and, behind it, a person, in three frames that two chunks share the middle of. The words are asked for in another order.</summary>
public sealed class VideoJoinTests
{
    private static readonly Clip Clip = new(
        2, 2, 5, 0.6, null, 0, new ClipColors("bt709", null), new TickLength(1, 5), [0, 1, 2], true, [0, 1, 2], 1, 1, false);

    private static readonly Prompt[] Prompts = [new TextPrompt("person"), new TextPrompt("dog")];

    // Mean score of the dog 0.9, of the person 0.6.
    private static readonly TrackedFrame[] Frames =
    [
        Frame(0, 0, (0, 0.9)),
        Frame(0, 1, (0, 0.9), (1, 0.7)),
        Frame(1, 1, (0, 0.9), (1, 0.7)),
        Frame(1, 2, (0, 0.9), (1, 0.5)),
    ];

    private static readonly Tracklet[] Tracklets = [At(0, 0, "dog", 0, 1), At(0, 1, "person", 1, 1), At(1, 0, "dog", 1, 2), At(1, 1, "person", 1, 2)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_object_says_which_prompt_it_answers_and_where_it_is_seen()
    {
        var (join, frames) = await JoinAsync(leastMeanScore: 0);

        Assert.Equal(
            [new VideoObject(1, 1, "dog", 0, 2, 3, 0.9), new VideoObject(2, 0, "person", 1, 2, 2, 0.6)],
            join.Objects);
        Assert.Equal(new VideoCounts(3, 3, 5), join.Counts);
        Assert.Equal(["dog", "dog person", "dog person"], frames.Select(frame => string.Join(' ', frame.Objects.Select(seen => seen.Prompt))));
    }

    [Theory]
    [InlineData(0.6, 2, 3, 5)]
    [InlineData(0.61, 1, 3, 3)]
    [InlineData(0.91, 0, 0, 0)]
    public async Task Objects_with_a_lower_mean_score_are_left_out(double least, int objects, int framesWithMasks, int masks)
    {
        var (join, frames) = await JoinAsync(least);

        Assert.Equal(objects, join.Objects.Count);
        Assert.Equal(Enumerable.Range(1, objects), join.Objects.Select(found => found.ObjectId));
        Assert.Equal([0, 1, 2], frames.Select(frame => frame.SampleIdx));
        Assert.Equal(new VideoCounts(3, framesWithMasks, masks), join.Counts);
        Assert.Equal(masks, frames.Sum(frame => frame.Objects.Count));
        Assert.All(frames, frame => Assert.Empty(frame.Objects.Select(seen => seen.ObjectId).Except(join.Objects.Select(found => found.ObjectId))));
    }

    private static async Task<(VideoJoin Join, List<VideoFrame> Frames)> JoinAsync(double leastMeanScore)
    {
        var join = new VideoJoin(Clip, Prompts, leastMeanScore);
        var segment = new SegmentDocument(new VideoWork(3, 1), Tracklets, [], new Dictionary<string, double>());
        await join.IdentifyAsync([segment], Frames.ToAsyncEnumerable(), Token);
        return (join, await join.ReadAsync(Frames.ToAsyncEnumerable(), Token).ToListAsync(Token));
    }

    private static TrackedFrame Frame(int chunk, int sample, params IEnumerable<(int Tracklet, double Score)> masks) => new(
        VideoMode.Words, chunk, sample, [.. masks.Select(mask => new TrackedMask(mask.Tracklet, mask.Score, new PixelBox(0, 0, 1, 1), "013", 0))]);

    private static Tracklet At(int chunk, int number, string label, int first, int last) => new(
        new TrackletKey(VideoMode.Words, chunk, number),
        [label == "dog" ? 1 : 0],
        label,
        0.9,
        new TrackletEnd(first, number, new PixelBox(0, 0, 1, 1), 0, 0),
        new TrackletEnd(last, number, new PixelBox(0, 0, 1, 1), 0, 0),
        [.. new float[449], 1f]);
}
