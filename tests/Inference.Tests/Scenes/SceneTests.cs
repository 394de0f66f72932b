using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Scenes;
using SegFunctions.Inference.Tests.Networks.Detection;
using SegFunctions.Inference.Tests.Pictures;

namespace SegFunctions.Inference.Tests.Scenes;

/// <summary>How often detectors process a picture for a word.</summary>
public sealed class SceneTests : IDisposable
{
    private const int Boat = 8;
    private const int Dog = 16;
    private const int Whole = 3;
    private const double Usual = 0.5;
    private const double Faint = 0.3;

    private readonly CountingDetector _detector = new(Boat);
    private readonly DetectorEnsemble _detectors;
    private readonly PictureSource _picture;
    private readonly FeatureCache _cache = new(1_000_000, new NoFeatureStore());

    public SceneTests()
    {
        _detectors = new DetectorEnsemble([_detector], [], () => false);
        using var black = Image.Black(320, 240, bands: 3);
        using var image = black.Copy(interpretation: Enums.Interpretation.Srgb);
        _picture = new PictureSource(new PictureDecoder(new PictureLimits()), PictureFiles.Png(image));
    }

    [Fact]
    public void A_glance_is_enough_for_what_is_not_there()
    {
        using var scene = Of(new InferenceOptions());

        Assert.Empty(scene.GetDetections(_detectors, classId => classId != Boat, Usual));
        Assert.Empty(scene.GetDetections(_detectors, _ => false, Usual));
        Assert.Single(_detector.Views);
    }

    [Fact]
    public void All_views_are_looked_at_for_what_is_there()
    {
        using var scene = Of(new InferenceOptions());
        Assert.Empty(scene.GetDetections(_detectors, classId => classId != Boat, Usual));

        Assert.Equal(Boat, Assert.Single(scene.GetDetections(_detectors, classId => classId == Boat, Usual)).ClassId);
        Assert.Equal(Whole, _detector.Views.Count);
    }

    [Fact]
    public void All_views_are_looked_at_for_who_asks_for_faint_finds()
    {
        using var scene = Of(new InferenceOptions());

        Assert.Empty(scene.GetDetections(_detectors, classId => classId != Boat, Faint));
        Assert.Equal(Whole, _detector.Views.Count);
    }

    [Fact]
    public void Nothing_is_looked_at_again_that_is_remembered()
    {
        using (var first = Of(new InferenceOptions()))
        {
            Assert.Single(first.GetDetections(_detectors));
        }

        using var second = Of(new InferenceOptions());

        Assert.Empty(second.GetDetections(_detectors, classId => classId != Boat, Usual));
        Assert.Equal(Whole, _detector.Views.Count);
    }

    /// <summary>Alone, after a click that processed everything, together with another class, and from another call's cache.</summary>
    [Fact]
    public void What_only_other_views_show_is_found_by_nobody_in_any_order()
    {
        var late = new LateDetector(Boat, Dog);
        var detectors = new DetectorEnsemble([late], [], () => false);
        using (var alone = Of(new InferenceOptions()))
        {
            Assert.Empty(alone.GetDetections(detectors, classId => classId == Dog, Usual));
        }

        using (var beside = Of(new InferenceOptions()))
        {
            Assert.Equal([Boat], beside.GetDetections(detectors, _ => true, Usual).Select(detection => detection.ClassId));
            Assert.Empty(beside.GetDetections(detectors, classId => classId == Dog, Usual));
            Assert.Single(beside.GetDetections(detectors, classId => classId == Dog, Faint));
        }

        using var later = Of(new InferenceOptions());
        Assert.Empty(later.GetDetections(detectors, classId => classId == Dog, Usual));
        Assert.Equal([Boat, Dog], later.GetDetections(detectors).Select(detection => detection.ClassId).Order());
        Assert.Equal(Whole, late.Looks - 1);
    }

    /// <summary>Other workers look the features up by those pixels.</summary>
    [Fact]
    public void What_is_found_in_a_known_file_is_kept_by_the_pixels_that_were_looked_at()
    {
        var (small, large) = (new PixelBox(0, 0, 1000, 750), new PixelBox(0, 0, 3000, 2250));
        using var image = PictureFiles.Waves(4000, 3000);
        var (decoder, content, known) = (new PictureDecoder(new PictureLimits()), PictureFiles.Jpeg(image), new KnownPictures());
        using var first = known.Open(decoder, content);
        _ = first.GetSha256(small);
        var other = new FeatureKey(first.GetSha256(large), _detectors.Sha256);
        using var second = known.Open(decoder, content);
        using var scene = new Scene(second, new InferenceOptions(), _cache, new StageClock(), CancellationToken.None);
        _ = scene.GetDetections(_detectors, large);

        Assert.False(_cache.Contains(other));
        Assert.True(_cache.Contains(new FeatureKey(second.GetSha256(large), _detectors.Sha256)));
    }

    public void Dispose() => _picture.Dispose();

    private Scene Of(InferenceOptions options) => new(_picture, options, _cache, new StageClock(), CancellationToken.None);
}
