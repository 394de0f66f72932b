using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Tests.Networks.Detection;

public sealed class DetectionFusionTests
{
    [Fact]
    public void What_overlaps_becomes_the_mean_box_and_the_mean_score_over_all_views()
    {
        var fused = Assert.Single(DetectionFusion.Fuse([[Found(1, 0.6f, 0)], [Found(1, 0.2f, 8)], []]));

        Assert.Equal(0.8f / 3, fused.RawScore, 5);
        Assert.Equal(2, fused.Box.Left, 4);
        Assert.Equal(102, fused.Box.Right, 4);
    }

    [Fact]
    public void Two_objects_of_one_view_stay_two()
    {
        var fused = DetectionFusion.Fuse([[Found(1, 0.6f, 0), Found(1, 0.5f, 90)], [Found(1, 0.4f, 88)]]);

        Assert.Equal([0.45f, 0.3f], fused.Select(detection => detection.RawScore));
    }

    [Fact]
    public void Classes_never_mix() => Assert.Equal(2, DetectionFusion.Fuse([[Found(1, 0.6f, 0)], [Found(2, 0.5f, 0)]]).Count);

    private static Inference.Networks.Detection.Detection Found(int classId, float score, float left) => new(classId, score, new BoxF(left, 0, left + 100, 100));
}
