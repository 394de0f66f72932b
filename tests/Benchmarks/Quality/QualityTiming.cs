using SegFunctions.Benchmarks.Accuracy;
using SegFunctions.Contract;
using SegFunctions.Inference;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Prompts;
using SegFunctions.Inference.Quality;
using SegFunctions.Inference.Scenes;

namespace SegFunctions.Benchmarks.Quality;

/// <summary>The share of estimating in a prompt's time, next to one pass of the decoder; a box takes one pass, a click one or two.</summary>
internal static class QualityTiming
{
    private const long CacheBytes = 64 << 20;
    private const int Runs = 60;

    public static void Measure(NetworkSet networks, GroundTruth photo, byte[] content)
    {
        using var picture = new PictureSource(new PictureDecoder(new PictureLimits()), content);
        using var scene = new Scene(picture, new InferenceOptions(), new FeatureCache(CacheBytes, new NoFeatureStore()), new StageClock(), CancellationToken.None);
        var point = photo.Objects[0].ToClick().Points[0];
        var (x, y) = ((float)(point.X * picture.Width), (float)(point.Y * picture.Height));
        var prompt = new SamPrompt().Add(x, y, foreground: true);
        var objects = new ClickReading(networks.Detectors).FindObjects(scene, picture.Frame, x, y);
        var embedding = scene.GetEmbedding(networks.Sam, picture.Frame);
        SideBySide.Measure("pass and a mask's evidence", () => Decode(masks => SamEvidence.Of(masks, 0, embedding)), "the decoder's pass", () => Decode(_ => { }), Runs);
        SideBySide.Measure(
            "pass and what a click may mean",
            () => Decode(masks =>
            {
                ClickReading.Weigh(objects, masks, embedding, x, y);
                SamEvidence.Of(masks, 0, embedding);
            }),
            "the decoder's pass",
            () => Decode(_ => { }),
            Runs);

        void Decode(Action<SamMasks> then)
        {
            using var masks = networks.Sam.Decoder.Decode(embedding, prompt);
            then(masks);
        }
    }
}
