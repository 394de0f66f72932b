using SegFunctions.Inference.Networks.Matting;
using SegFunctions.Inference.Pictures;

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
