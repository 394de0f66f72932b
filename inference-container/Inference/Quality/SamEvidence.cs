using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Quality;

/// <summary>What SAM's output for a prompt says of one of its masks, at the resolution of the logits.</summary>
/// <param name="Certainty">Mean logit inside the mask; 0 if it is empty.</param>
/// <param name="Agreement">Mean intersection over union with the prompt's other masks, 0–1; 1 if there are none.</param>
/// <param name="LeastEstimate">The lowest of SAM's own estimates for the prompt's masks, about 0–1: where one of them is bad, the prompt is hard.</param>
/// <param name="FilledShare">How much of its own box the mask fills, 0–1.</param>
/// <param name="Box">Around the mask, pixels of the picture; null if it is empty.</param>
internal sealed record SamEvidence(double Certainty, double Agreement, double LeastEstimate, double FilledShare, BoxF? Box)
{
    /// <summary>Said of a point for which there is no box: farther from its middle than any point inside.</summary>
    private const double Outside = 2;

    /// <param name="masks">All that SAM has for the prompt.</param>
    /// <param name="chosen">Index of the mask.</param>
    /// <param name="embedding">What they were decoded from.</param>
    public static SamEvidence Of(SamMasks masks, int chosen, SamEmbedding embedding)
    {
        var cells = masks.FindCells(chosen, embedding);
        var area = cells.CountArea();
        return new SamEvidence(
            area == 0 ? 0 : SumInside(cells, masks.Logits(chosen)) / area,
            Enumerable.Range(0, masks.Count).Where(mask => mask != chosen).Select(mask => masks.FindCells(mask, embedding).OverlapWith(cells)).DefaultIfEmpty(1).Average(),
            masks.Scores.ToArray().Min(),
            cells.FindBox() is { } box ? (double)area / (box.Width * box.Height) : 0,
            SamMasks.FindBox(cells, embedding));
    }

    /// <summary>How far a point of the picture is from the middle of the mask's box, 0–2.</summary>
    public double OffCenter(float x, float y) => Math.Min(Outside, Box?.OffCenter(x, y) ?? Outside);

    private static double SumInside(BinaryMask cells, ReadOnlySpan<float> logits)
    {
        var sum = 0.0;
        foreach (var run in MaskRuns.Of(cells, value: true))
        {
            foreach (var logit in logits.Slice((run.Y * SamMasks.Side) + run.Start, run.Length))
            {
                sum += logit;
            }
        }

        return sum;
    }
}
