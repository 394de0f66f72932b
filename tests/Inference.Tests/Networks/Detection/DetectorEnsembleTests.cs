using NetVips;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Tests.Pictures;

namespace SegFunctions.Inference.Tests.Networks.Detection;

public sealed class DetectorEnsembleTests : IDisposable
{
    private const int Boat = 8;
    private const int Dog = 16;

    private readonly CountingDetector _first = new(Boat);
    private readonly CountingDetector _second = new(Dog);
    private readonly IReadOnlyList<CountingDetector> _ofAnotherThread = [new(Boat), new(Dog)];
    private readonly PictureSource _picture = Blank(320, 240);

    [Fact]
    public void Looks_at_nothing_twice_after_a_glance()
    {
        var ensemble = Of(sideBySide: false);
        var glance = ensemble.Glance(_picture);
        Assert.Single(_first.Views);

        ensemble.Detect(_picture, glance);

        Assert.Equal(3, _first.Views.Count);
        Assert.Equal(_first.Views.Distinct(), _first.Views);
        Assert.Equal(3, _second.Views.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Finds_the_same_with_a_glance_and_without_one_after_the_other_and_side_by_side(bool sideBySide)
    {
        var expected = Of(sideBySide: false).Detect(_picture);

        var ensemble = Of(sideBySide);

        Assert.Equal([Boat, Dog], expected.Select(detection => detection.ClassId).Order());
        Assert.Equal(expected, ensemble.Detect(_picture));
        Assert.Equal(expected, ensemble.Detect(_picture, ensemble.Glance(_picture)));
    }

    [Fact]
    public void Looks_at_each_view_once_on_whichever_thread()
    {
        var ensemble = Of(sideBySide: true);
        ensemble.Detect(_picture, ensemble.Glance(_picture));

        var expected = new DetectorEnsemble([new CountingDetector(Boat)], [], () => false).ViewsOf(_picture.Frame).ToHashSet();
        foreach (var (first, other) in new[] { (_first, _ofAnotherThread[0]), (_second, _ofAnotherThread[1]) })
        {
            Assert.Equal(expected.Count, first.Views.Count + other.Views.Count);
            Assert.Equal(expected, first.Views.Concat(other.Views).ToHashSet());
        }
    }

    /// <summary>The operating point is 0.1: from half of it, on average over both, more views are worthwhile.</summary>
    [Theory]
    [InlineData(0.11f, 0.11f, true)]
    [InlineData(0.06f, 0.05f, true)]
    [InlineData(0.04f, 0.05f, false)]
    public void Is_promising_if_both_see_something_together(float first, float second, bool isPromising)
    {
        var ensemble = new DetectorEnsemble([new CountingDetector(Boat, first), new CountingDetector(Boat, second)], [], () => false);
        var glance = ensemble.Glance(_picture)!;

        Assert.Equal(isPromising, ensemble.IsPromising(glance, classId => classId == Boat));
        Assert.False(ensemble.IsPromising(glance, classId => classId == Dog));
    }

    [Fact]
    public void Counts_a_class_that_one_of_two_sees_by_half()
    {
        var ensemble = new DetectorEnsemble([new CountingDetector(Boat, 0.09f), new CountingDetector(Dog, 0.11f)], [], () => false);
        var glance = ensemble.Glance(_picture)!;

        Assert.False(ensemble.IsPromising(glance, classId => classId == Boat));
        Assert.True(ensemble.IsPromising(glance, classId => classId == Dog));
    }

    [Fact]
    public void Takes_no_glance_at_a_long_picture()
    {
        using var picture = Blank(1200, 200);

        Assert.Null(Of(sideBySide: false).Glance(picture));
        Assert.Empty(_first.Views);
    }

    public void Dispose() => _picture.Dispose();

    private DetectorEnsemble Of(bool sideBySide) => new([_first, _second], [], () => sideBySide, () => _ofAnotherThread);

    private static PictureSource Blank(int width, int height)
    {
        using var black = Image.Black(width, height, bands: 3);
        using var image = black.Copy(interpretation: Enums.Interpretation.Srgb);
        return new PictureSource(new PictureDecoder(new PictureLimits()), PictureFiles.Png(image));
    }
}
