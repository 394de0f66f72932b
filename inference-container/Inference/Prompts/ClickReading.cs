using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Scenes;

namespace SegFunctions.Inference.Prompts;

/// <summary>
/// What a single click means. People click in the middle of things, so an object that a detector knows, that surrounds the click and that one
/// of SAM's masks for the click fits, is more likely meant than a part of it.
/// </summary>
internal sealed class ClickReading(DetectorEnsemble detectors)
{
    /// <summary>Spread of the center prior, as a fraction of half the box's width or height.</summary>
    private const double Reach = 0.5;

    /// <summary>Detections with a lower calibrated score are ignored.</summary>
    private const double LeastScore = 0.5;

    /// <returns>The detections around the click.</returns>
    /// <param name="scene">With the picture.</param>
    /// <param name="region">Where to look.</param>
    /// <param name="x">Column of the click, pixels of the picture.</param>
    /// <param name="y">Row of the click, pixels of the picture.</param>
    public List<Detection> FindObjects(Scene scene, PixelBox region, float x, float y) =>
    [
        .. scene.GetDetections(detectors, region)
            .Where(detection => detection.Box.Contains(x, y) && detectors.Calibration.Calibrate(detection.RawScore) >= LeastScore),
    ];

    /// <returns>The box of the likeliest of several objects, pixels of the picture.</returns>
    /// <param name="objects">At least one.</param>
    /// <param name="masks">SAM's masks for the click alone.</param>
    /// <param name="embedding">Embedding of where the objects were found.</param>
    /// <param name="x">Column of the click, pixels of the picture.</param>
    /// <param name="y">Row of the click, pixels of the picture.</param>
    public static BoxF Choose(List<Detection> objects, SamMasks masks, SamEmbedding embedding, float x, float y)
    {
        List<BoxF> answers = [.. Enumerable.Range(0, masks.Count).Select(mask => masks.FindBox(mask, embedding)).OfType<BoxF>()];
        return objects.MaxBy(detection => detection.RawScore * Centredness(detection.Box, x, y) * Fit(detection.Box, answers))!.Box;
    }

    /// <summary>1 in the middle of the box, less toward its edges.</summary>
    private static double Centredness(BoxF box, float x, float y)
    {
        var dx = ((2 * x) - box.Left - box.Right) / (box.Right - box.Left);
        var dy = ((2 * y) - box.Top - box.Bottom) / (box.Bottom - box.Top);
        return Math.Exp(-((dx * dx) + (dy * dy)) / (2 * Reach * Reach));
    }

    /// <summary>How well the best of SAM's masks fits the box, 0–1.</summary>
    private static double Fit(BoxF box, List<BoxF> answers) => answers.Count == 0 ? 0 : answers.Max(answer => answer.OverlapWith(box));
}
