using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Scenes;

namespace SegFunctions.Inference.Prompts;

/// <summary>
/// Interprets a single click: it means one of SAM's masks for it, or an object around it that a detector knows. Each is weighted by how likely it is meant, and
/// the answer is the one with the largest expected overlap with all of them: even if something else is meant, it will be similar.
/// </summary>
internal sealed class ClickReading(DetectorEnsemble detectors)
{
    /// <summary>People click near the middle of things: spread of the weights, as a fraction of half the box's width or height.</summary>
    private const double Reach = 0.7;

    /// <summary>Detections with a lower calibrated score are ignored.</summary>
    private const double LeastScore = 0.5;

    /// <summary>Weight of an object relative to that of a mask, apart from its score.</summary>
    private const double ObjectWeight = 2;

    /// <summary>Additional weight of an object per unit of raw score.</summary>
    private const double ScoreWeight = 5;

    /// <summary>Weights of SAM's mask for unambiguous prompts and of those for a part, a larger part and the whole: the smallest and the largest are seldom meant.</summary>
    private static readonly double[] MaskWeights = [1, 0.5, 1, 0.5];

    /// <returns>The detections around the click.</returns>
    /// <param name="scene">The picture.</param>
    /// <param name="region">Where to look.</param>
    /// <param name="x">Column of the click, pixels of the picture.</param>
    /// <param name="y">Row of the click, pixels of the picture.</param>
    public List<Detection> FindObjects(Scene scene, PixelBox region, float x, float y) =>
    [
        .. scene.GetDetections(detectors, region)
            .Where(detection => detection.Box.Contains(x, y) && detectors.Calibration.Calibrate(detection.RawScore) >= LeastScore),
    ];

    /// <returns>Everything that the click may mean: SAM's masks in their order, then the objects.</returns>
    /// <param name="objects">Detections around the click; may be empty.</param>
    /// <param name="masks">SAM's masks for the click alone.</param>
    /// <param name="embedding">The embedding of the region where the objects were detected.</param>
    /// <param name="x">Column of the click, pixels of the picture.</param>
    /// <param name="y">Row of the click, pixels of the picture.</param>
    public static IReadOnlyList<ClickMeaning> Weigh(IReadOnlyList<Detection> objects, SamMasks masks, SamEmbedding embedding, float x, float y)
    {
        List<Option> options =
        [
            .. Enumerable.Range(0, masks.Count).Select(mask => Option.Of(masks.FindCells(mask, embedding), embedding, MaskWeights[mask % MaskWeights.Length], x, y)),
            .. objects.Select(found => new Option(null, found.Box, (ObjectWeight + (ScoreWeight * found.RawScore)) * Centredness(found.Box, x, y))),
        ];
        var total = options.Sum(option => option.Weight);
        return
        [
            .. options.Select((option, index) => new ClickMeaning(
                Math.Min(index, masks.Count),
                index < masks.Count ? null : option.Box,
                total == 0 ? 0 : options.Sum(other => other.Weight * (other == option ? 1 : option.OverlapWith(other))) / total)),
        ];
    }

    /// <summary>1 in the middle of the box, less toward its edges.</summary>
    private static double Centredness(BoxF box, float x, float y)
    {
        var distance = box.OffCenter(x, y);
        return Math.Exp(-distance * distance / (2 * Reach * Reach));
    }

    /// <param name="Cells">Null for an object, of which only the box is known.</param>
    /// <param name="Box">Pixels of the picture.</param>
    /// <param name="Weight">0 for an empty mask.</param>
    private sealed record Option(BinaryMask? Cells, BoxF Box, double Weight)
    {
        public static Option Of(BinaryMask cells, SamEmbedding embedding, double weight, float x, float y) =>
            SamMasks.FindBox(cells, embedding) is { } box ? new(cells, box, weight * Centredness(box, x, y)) : new(cells, default, 0);

        public double OverlapWith(Option other) => Cells is not null && other.Cells is not null ? Cells.OverlapWith(other.Cells) : Box.OverlapWith(other.Box);
    }
}

/// <summary>A possible meaning of a click.</summary>
/// <param name="Mask">Index of one of SAM's masks for the click alone; the number of masks for an object.</param>
/// <param name="Object">The box of an object, pixels of the picture; null for a mask.</param>
/// <param name="Agreement">Expected overlap (intersection over union) with what is meant, 0–1.</param>
internal sealed record ClickMeaning(int Mask, BoxF? Object, double Agreement);
