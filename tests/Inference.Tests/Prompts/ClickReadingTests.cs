using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Prompts;
using SegFunctions.Inference.Scenes;
using SegFunctions.Inference.Tests.Networks.Detection;
using SegFunctions.Inference.Tests.Networks.Sam;
using SegFunctions.Inference.Tests.Pictures;

namespace SegFunctions.Inference.Tests.Prompts;

public sealed class ClickReadingTests
{
    private const int Boat = 8;

    private static readonly BoxF Left = new(100, 300, 500, 700);
    private static readonly BoxF Right = new(300, 300, 700, 700);
    private static readonly BoxF InLeft = new(108, 308, 492, 692);
    private static readonly BoxF InRight = new(308, 308, 692, 692);

    [Theory]
    [InlineData(160f, 120f, 1)]
    [InlineData(81f, 61f, 1)]
    [InlineData(79f, 120f, 0)]
    [InlineData(160f, 181f, 0)]
    public void Only_objects_around_the_click_are_meant(float x, float y, int expected)
    {
        using var black = Image.Black(320, 240, bands: 3);
        using var image = black.Copy(interpretation: Enums.Interpretation.Srgb);
        using var picture = new PictureSource(new PictureDecoder(new PictureLimits()), PictureFiles.Png(image));
        using var scene = new Scene(picture, new InferenceOptions(), new FeatureCache(1_000_000, new NoFeatureStore()), new StageClock(), TestContext.Current.CancellationToken);
        using var detector = new CountingDetector(Boat);
        var clicks = new ClickReading(new DetectorEnsemble([detector], [], () => false));

        Assert.Equal(expected, clicks.FindObjects(scene, picture.Frame, x, y).Count);
    }

    [Fact]
    public void Of_two_objects_that_fit_alike_the_one_around_the_click_s_middle_is_meant()
    {
        Assert.Equal(Left, Choose([Left, Right], x: 320, y: 500, InLeft, InRight));
        Assert.Equal(Right, Choose([Left, Right], x: 480, y: 500, InLeft, InRight));
    }

    [Fact]
    public void Of_two_objects_around_one_middle_the_one_that_a_mask_fits_is_meant()
    {
        var (large, small) = (new BoxF(100, 100, 900, 900), new BoxF(400, 400, 600, 600));

        Assert.Equal(small, Choose([large, small], x: 500, y: 500, new BoxF(404, 404, 596, 596)));
        Assert.Equal(large, Choose([large, small], x: 500, y: 500, new BoxF(120, 120, 880, 880)));
    }

    [Fact]
    public void A_sure_object_comes_before_a_fainter_one()
    {
        List<Detection> objects = [new(Boat, 0.4f, Left), new(Boat, 0.9f, Right)];
        using var masks = new MasksOfBoxes(InLeft, InRight);
        using var embedding = MasksOfBoxes.Embed();

        Assert.Equal(Right, ClickReading.Weigh(objects, masks.Decoded, embedding, 400, 500).MaxBy(meaning => meaning.Agreement)!.Object);
    }

    [Fact]
    public void An_object_is_meant_even_if_every_mask_is_empty() =>
        Assert.Contains(Choose([Left, Right], x: 400, y: 500, new BoxF(0, 0, 0, 0))!.Value, new[] { Left, Right });

    [Fact]
    public void Without_objects_the_mask_is_meant_that_is_most_like_the_others()
    {
        var between = new BoxF(250, 250, 750, 750);
        using var masks = new MasksOfBoxes(new BoxF(450, 450, 550, 550), new BoxF(400, 400, 600, 600), between, new BoxF(100, 100, 900, 900));
        using var embedding = MasksOfBoxes.Embed();

        var meanings = ClickReading.Weigh([], masks.Decoded, embedding, 500, 500);

        Assert.Equal([0, 1, 2, 3], meanings.Select(meaning => meaning.Mask));
        Assert.Equal(2, meanings.MaxBy(meaning => meaning.Agreement)!.Mask);
        Assert.All(meanings, meaning => Assert.InRange(meaning.Agreement, 0.05, 0.95));
    }

    [Fact]
    public void A_mask_is_meant_that_no_object_is_like()
    {
        var seen = new BoxF(300, 300, 700, 700);
        using var masks = new MasksOfBoxes(seen, seen, seen, seen);
        using var embedding = MasksOfBoxes.Embed();

        // Far from its center, an object has little weight.
        var meant = ClickReading.Weigh([new Detection(Boat, 0.3f, new BoxF(480, 480, 1020, 1020))], masks.Decoded, embedding, 500, 500).MaxBy(meaning => meaning.Agreement)!;

        Assert.Null(meant.Object);
    }

    private static BoxF? Choose(BoxF[] boxes, float x, float y, params BoxF[] seen)
    {
        using var masks = new MasksOfBoxes(seen);
        using var embedding = MasksOfBoxes.Embed();
        return ClickReading.Weigh([.. boxes.Select(box => new Detection(Boat, 0.8f, box))], masks.Decoded, embedding, x, y).MaxBy(meaning => meaning.Agreement)!.Object;
    }
}
