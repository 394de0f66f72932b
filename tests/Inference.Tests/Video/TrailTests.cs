using SegFunctions.Inference.Tests.Video.Made;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video;

public sealed class TrailTests : IDisposable
{
    private static readonly Clip Clip = new(
        Discs.Width, Discs.Height, 30, 20, null, 0, new ClipColors("bt709", null), new TickLength(1, 5), [.. Enumerable.Range(0, 100).Select(tick => (long)tick)], true,
        [.. Enumerable.Range(0, 100)], 5, 1, false);

    private readonly Thumbnail _frame = new Discs(100, 90, 20).Draw();

    public void Dispose() => _frame.Dispose();

    /// <summary>On the disc at first, then on the ground; at the end it is the disc again, found by detectors and followed back to sample 4.</summary>
    [Fact]
    public void Where_it_went_astray_before_it_was_found_again_is_forgotten()
    {
        var trail = new Trail(Clip, 0, new KeyObject(0, 0.9, See(100))) { StartsAs = 0 };
        double[] places = [100, 240, 240, 102, 102];
        foreach (var (index, place) in places.Index())
        {
            trail.Add(index + 1, See(place));
        }

        trail.ForgetAstray(3);

        Assert.Equal([0, 1, 4, 5], trail.Seen.Keys);
    }

    private Sighting See(double x) => new Discs(x, 90, 20).MaskAt(_frame);
}
