using System.Numerics.Tensors;
using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Networks.ClipSeg;

/// <summary>
/// The detections in a map: its connected regions above the operating point, each scored by its highest cell. If there are none, the highest cell of the map is the
/// only detection.
/// </summary>
internal static class MapRegions
{
    /// <param name="logits">[side, side], 0 at the operating point.</param>
    /// <param name="side">Width and height of the map.</param>
    /// <param name="phrase">Index of the phrase that the detections answer.</param>
    /// <param name="operatingPoint">The raw score that corresponds to a logit of 0.</param>
    public static IEnumerable<OpenFind> Find(float[] logits, int side, int phrase, double operatingPoint)
    {
        var set = new BinaryMask(side, side);
        for (var cell = 0; cell < logits.Length; cell++)
        {
            if (logits[cell] >= 0)
            {
                set.Fill(cell / side, cell % side, (cell % side) + 1, value: true);
            }
        }

        MaskCleaner.Clean(set);
        var regions = MaskComponents.Find(set, value: true);
        return regions.Areas.Count == 0
            ? [Describe(TensorPrimitives.IndexOfMax<float>(logits))]
            : regions.Areas.Keys.Select(region => Describe(FindPeak(regions.RunsOf(other => other == region))));

        int FindPeak(IEnumerable<PixelRun> runs) => runs
            .SelectMany(run => Enumerable.Range((run.Y * side) + run.Start, run.Length))
            .MaxBy(cell => logits[cell]);

        OpenFind Describe(int peak) => new(phrase, RawScoreOf(logits[peak], operatingPoint)) { Map = new LogitMap(logits, side, (peak % side, peak / side)) };
    }

    private static float RawScoreOf(float shifted, double operatingPoint)
    {
        var odds = Math.Exp(shifted) * operatingPoint / (1 - operatingPoint);
        return (float)(double.IsInfinity(odds) ? 1 : odds / (1 + odds));
    }
}
