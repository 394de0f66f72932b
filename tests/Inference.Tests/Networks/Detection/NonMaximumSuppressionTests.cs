using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Tests.Networks.Detection;

public sealed class NonMaximumSuppressionTests
{
    private static readonly BoxF Box = new(0, 0, 10, 10);
    private static readonly BoxF Nearly = new(1, 0, 11, 10);
    private static readonly BoxF Half = new(5, 0, 15, 10);

    [Fact]
    public void Keeps_the_best_of_a_class_that_overlap_by_more_than_half()
    {
        var kept = NonMaximumSuppression.Apply([new(0, 0.4f, Box), new(0, 0.9f, Nearly), new(0, 0.5f, Half)], 0.5f);

        Assert.Equal([0.9f, 0.5f], kept.Select(detection => detection.RawScore));
    }

    [Fact]
    public void Leaves_other_classes_alone()
    {
        var kept = NonMaximumSuppression.Apply([new(0, 0.4f, Box), new(1, 0.9f, Box)], 0.5f);

        Assert.Equal([1, 0], kept.Select(detection => detection.ClassId));
    }

    [Fact]
    public void Measures_overlap_as_intersection_over_union()
    {
        Assert.Equal(1, Box.OverlapWith(Box));
        Assert.Equal(1f / 3, Box.OverlapWith(Half), 6);
        Assert.Equal(0, Box.OverlapWith(new BoxF(10, 0, 20, 10)));
    }
}
