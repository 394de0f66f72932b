using System.Numerics.Tensors;
using SegFunctions.Inference.Networks.Matting;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Quality;

/// <summary>Evidence of how well a mask fits: numbers that are available from answering the prompt.</summary>
/// <param name="Kind">How the mask was made.</param>
/// <param name="Numbers">As many as the kind's <see cref="QualityModel"/> has weights, in the same order.</param>
internal sealed record Evidence(QualityKind Kind, IReadOnlyList<double> Numbers)
{
    // The models were not fitted to scores closer to 0 or 1.
    private const double NearestToCertain = 0.02;

    /// <param name="mask">The chosen mask.</param>
    /// <param name="box">The box that it was to fill, pixels of the picture.</param>
    public static Evidence OfBox(SamEvidence mask, BoxF box) => new(QualityKind.Box, [mask.Agreement, mask.LeastEstimate, Math.Min(1, mask.Area / Math.Max(1, box.Area))]);

    /// <param name="mask">The chosen mask.</param>
    /// <param name="offCenter">Distance of the click from the center of the mask's box.</param>
    /// <param name="agreement">Expected overlap with what the click may mean.</param>
    public static Evidence OfClick(SamEvidence mask, double offCenter, double agreement) =>
        new(QualityKind.Click, [mask.LeastEstimate, offCenter, agreement]);

    /// <inheritdoc cref="OfClick"/>
    public static Evidence OfCandidate(SamEvidence mask, double offCenter, double agreement) => OfClick(mask, offCenter, agreement) with { Kind = QualityKind.Candidate };

    /// <param name="mask">The chosen mask.</param>
    /// <param name="offCenter">Distance of the first foreground point from the center of the mask's box.</param>
    public static Evidence OfPoints(SamEvidence mask, double offCenter) => new(QualityKind.Points, [mask.ExpectedOverlap, mask.LeastEstimate, offCenter]);

    /// <param name="score">Calibrated, 0–1.</param>
    /// <param name="rawScore">The detectors' own confidence, 0–1.</param>
    public static Evidence OfWord(double score, double rawScore) => new(QualityKind.Word, [LogOdds(score), LogOdds(rawScore)]);

    public static Evidence OfSubject(SubjectMatte subject) => new(QualityKind.Subject, [subject.ExpectedOverlap, Math.Sqrt(subject.Share)]);

    private static double LogOdds(double probability)
    {
        var bounded = Math.Clamp(probability, NearestToCertain, 1 - NearestToCertain);
        return Math.Log(bounded / (1 - bounded));
    }
}

/// <summary>
/// What SAM's output for a prompt reveals about one of its masks, at the resolution of the logits. All values but the area are bounded, so that they are comparable
/// between photos.
/// </summary>
/// <param name="ExpectedOverlap">Expected overlap of the mask with the truth, 0–1, if the logits are taken as each pixel's probability; 0 if the mask is empty.</param>
/// <param name="Agreement">Mean intersection over union with the prompt's other masks, 0–1; 1 if there are none.</param>
/// <param name="LeastEstimate">The lowest of SAM's own estimates for the prompt's masks, about 0–1: if one of them is bad, the prompt is hard.</param>
/// <param name="Area">Pixels of the picture.</param>
/// <param name="Box">The mask's bounding box, pixels of the picture; null if it is empty.</param>
internal sealed record SamEvidence(double ExpectedOverlap, double Agreement, double LeastEstimate, double Area, BoxF? Box)
{
    /// <summary>Stands for a point if there is no box: farther from the center than any point inside.</summary>
    private const double Outside = 2;

    /// <param name="masks">All of SAM's masks for the prompt.</param>
    /// <param name="chosen">Index of the mask.</param>
    /// <param name="embedding">The embedding that they were decoded from.</param>
    public static SamEvidence Of(SamMasks masks, int chosen, SamEmbedding embedding)
    {
        var cells = masks.FindCells(chosen, embedding);
        var area = cells.CountArea();
        return new SamEvidence(
            area == 0 ? 0 : ExpectOverlap(cells, area, masks.Logits(chosen)),
            Enumerable.Range(0, masks.Count).Where(mask => mask != chosen).Select(mask => masks.FindCells(mask, embedding).OverlapWith(cells)).DefaultIfEmpty(1).Average(),
            masks.Scores.ToArray().Min(),
            area * (double)embedding.View.Region.Width * embedding.View.Region.Height / ((double)cells.Width * cells.Height),
            SamMasks.FindBox(cells, embedding));
    }

    /// <summary>Distance of a point of the picture from the center of the mask's box, 0–2.</summary>
    public double OffCenter(float x, float y) => Math.Min(Outside, Box?.OffCenter(x, y) ?? Outside);

    private static double ExpectOverlap(BinaryMask cells, int area, ReadOnlySpan<float> logits)
    {
        var probabilities = new float[logits.Length];
        TensorPrimitives.Sigmoid(logits, probabilities);
        var (inside, all) = (0.0, 0.0);
        for (var y = 0; y < cells.Height; y++)
        {
            all += TensorPrimitives.Sum<float>(probabilities.AsSpan(y * SamMasks.Side, cells.Width));
        }

        foreach (var run in MaskRuns.Of(cells, value: true))
        {
            inside += TensorPrimitives.Sum<float>(probabilities.AsSpan((run.Y * SamMasks.Side) + run.Start, run.Length));
        }

        return inside / (area + all - inside);
    }
}
