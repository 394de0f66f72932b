using System.Collections;
using Microsoft.ML.OnnxRuntime;
using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Prompts;
using SegFunctions.Inference.Scenes;
using SegFunctions.Inference.Tests.Networks.Detection;
using SegFunctions.Inference.Tests.Pictures;

namespace SegFunctions.Inference.Tests.Prompts;

public sealed class ClickReadingTests
{
    private const int Side = 1024;
    private const int Boat = 8;

    private static readonly BoxF Left = new(100, 300, 500, 700);
    private static readonly BoxF Right = new(300, 300, 700, 700);

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
        Assert.Equal(Left, Choose([Left, Right], x: 320, y: 500, Left, Right));
        Assert.Equal(Right, Choose([Left, Right], x: 480, y: 500, Left, Right));
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
        using var masks = new MasksOfBoxes(Left, Right);
        using var embedding = Embed();

        Assert.Equal(Right, ClickReading.Choose(objects, masks.Decoded, embedding, 400, 500));
    }

    [Fact]
    public void An_object_is_meant_even_if_every_mask_is_empty() =>
        Assert.Contains(Choose([Left, Right], x: 400, y: 500, new BoxF(0, 0, 0, 0)), new[] { Left, Right });

    private static BoxF Choose(BoxF[] boxes, float x, float y, params BoxF[] seen)
    {
        using var masks = new MasksOfBoxes(seen);
        using var embedding = Embed();
        return ClickReading.Choose([.. boxes.Select(box => new Detection(Boat, 0.8f, box))], masks.Decoded, embedding, x, y);
    }

    /// <summary>Of a picture that fills the encoder's input.</summary>
    private static SamEmbedding Embed()
    {
        var nothing = OrtValue.CreateTensorValueFromMemory(new float[1], [1]);
        return new SamEmbedding(nothing, nothing, new PixelBox(0, 0, Side, Side), Letterbox.Fit(Side, Side, Side));
    }

    /// <summary>Masks that are boxes, as the decoder's output.</summary>
    private sealed class MasksOfBoxes : IDisposable
    {
        public MasksOfBoxes(params BoxF[] boxes)
        {
            var logits = new float[boxes.Length * SamMasks.Side * SamMasks.Side];
            for (var i = 0; i < logits.Length; i++)
            {
                var (mask, row, column) = (i / (SamMasks.Side * SamMasks.Side), i / SamMasks.Side % SamMasks.Side, i % SamMasks.Side);
                const float Cell = (float)ClickReadingTests.Side / SamMasks.Side;
                logits[i] = boxes[mask].Contains((column + 0.5f) * Cell, (row + 0.5f) * Cell) ? 10 : -10;
            }

            Decoded = new SamMasks(new Outputs(
            [
                OrtValue.CreateTensorValueFromMemory(logits, [1, boxes.Length, SamMasks.Side, SamMasks.Side]),
                OrtValue.CreateTensorValueFromMemory(new float[boxes.Length], [1, boxes.Length]),
            ]));
        }

        public SamMasks Decoded { get; }

        public void Dispose() => Decoded.Dispose();
    }

    private sealed class Outputs(IReadOnlyList<OrtValue> values) : IDisposableReadOnlyCollection<OrtValue>
    {
        public int Count => values.Count;

        public OrtValue this[int index] => values[index];

        public IEnumerator<OrtValue> GetEnumerator() => values.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public void Dispose()
        {
            foreach (var value in values)
            {
                value.Dispose();
            }
        }
    }
}
