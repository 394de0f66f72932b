using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>The frames beside one, which tell what moves by itself there.</summary>
internal sealed class FrameNeighbors
{
    private readonly FrameScene _frame;
    private readonly FrameScene? _second;
    private IReadOnlyList<BoxF>? _movers;

    private FrameNeighbors(FrameScene frame, FrameScene? before, FrameScene? second) => (_frame, Before, _second) = (frame, before, second);

    /// <summary>The frame before it in the direction of work; null if it is the first one.</summary>
    public FrameScene? Before { get; }

    /// <summary>Around each thing that moves by itself, pixels of the clip, the largest first; none without two neighbors. Found once.</summary>
    public IReadOnlyList<BoxF> Movers => _movers ??=
    [
        .. Tracking.Movers.Find(
            _frame.Thumbnail,
            [.. new[] { Before, _second }.OfType<FrameScene>().Select(neighbor => (neighbor.Thumbnail, Ground.FindShift(_frame.Thumbnail, neighbor.Thumbnail)))]),
    ];

    /// <param name="frames">All frames of a chunk, in the direction of work.</param>
    /// <param name="index">The frame whose neighbors are meant: the ones before and after it; of the chunk's last one, the two before it.</param>
    public static FrameNeighbors Of(IReadOnlyList<FrameScene> frames, int index) => new(
        frames[index],
        frames.ElementAtOrDefault(index - 1),
        index + 1 < frames.Count ? frames[index + 1] : frames.ElementAtOrDefault(index - 2));
}
