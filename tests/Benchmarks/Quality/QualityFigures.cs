using System.Globalization;

namespace SegFunctions.Benchmarks.Quality;

/// <summary>How accurate estimates are.</summary>
/// <param name="Count">Number of masks.</param>
/// <param name="RankCorrelation">Spearman's rank correlation between estimate and truth.</param>
/// <param name="ErrorRatio">Mean squared error divided by that of the best constant for these masks.</param>
/// <param name="CalibrationError">Mean difference between estimate and truth in five equal-count bins.</param>
/// <param name="CalibrationFrom">Lower end of its 95 % interval, resampled by photo.</param>
/// <param name="CalibrationTo">Upper end.</param>
internal sealed record QualityFigures(int Count, double RankCorrelation, double ErrorRatio, double CalibrationError, double CalibrationFrom, double CalibrationTo)
{
    private const int Resamples = 1000;

    public static QualityFigures Of(IReadOnlyList<JudgedEstimate> estimates)
    {
        var (mean, random) = (estimates.Average(estimate => estimate.Truth), new Random(1));
        List<List<JudgedEstimate>> photos = [.. estimates.GroupBy(estimate => estimate.Photo).Select(photo => photo.ToList())];
        List<double> resampled =
        [
            .. Enumerable.Range(0, Resamples)
                .Select(_ => CalibrationOf([.. photos.SelectMany(_ => photos[random.Next(photos.Count)])]))
                .Order(),
        ];
        return new QualityFigures(
            estimates.Count,
            Correlation(Ranks([.. estimates.Select(estimate => estimate.Estimate)]), Ranks([.. estimates.Select(estimate => estimate.Truth)])),
            estimates.Sum(estimate => Math.Pow(estimate.Estimate - estimate.Truth, 2)) / estimates.Sum(estimate => Math.Pow(estimate.Truth - mean, 2)),
            CalibrationOf(estimates),
            resampled[Resamples / 40],
            resampled[Resamples * 39 / 40]);
    }

    /// <summary>Bins with equal counts, ordered by estimate, ascending.</summary>
    public static IEnumerable<IReadOnlyList<JudgedEstimate>> Bins(IReadOnlyList<JudgedEstimate> estimates, int count = 5)
    {
        List<JudgedEstimate> ordered = [.. estimates.OrderBy(estimate => estimate.Estimate)];
        return Enumerable.Range(0, count)
            .Select(bin => ordered[(bin * ordered.Count / count)..((bin + 1) * ordered.Count / count)])
            .Where(bin => bin.Count > 0);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Count,5} masks: rank correlation {RankCorrelation:F2}, squared error {ErrorRatio:F2} of the best constant's, calibration error {CalibrationError:F3} ({CalibrationFrom:F3}–{CalibrationTo:F3})");

    private static double CalibrationOf(IReadOnlyList<JudgedEstimate> estimates) => Bins(estimates)
        .Sum(bin => bin.Count * Math.Abs(bin.Average(estimate => estimate.Estimate) - bin.Average(estimate => estimate.Truth))) / estimates.Count;

    /// <summary>Equal values share their mean rank.</summary>
    private static double[] Ranks(double[] values)
    {
        var ranks = new double[values.Length];
        var before = 0;
        foreach (var equal in values.Index().GroupBy(value => value.Item).OrderBy(equal => equal.Key))
        {
            List<int> places = [.. equal.Select(value => value.Index)];
            places.ForEach(place => ranks[place] = before + ((places.Count - 1) / 2.0));
            before += places.Count;
        }

        return ranks;
    }

    private static double Correlation(double[] first, double[] second)
    {
        var (firstMean, secondMean) = (first.Average(), second.Average());
        var shared = first.Zip(second, (a, b) => (a - firstMean) * (b - secondMean)).Sum();
        return shared / Math.Sqrt(first.Sum(a => Math.Pow(a - firstMean, 2)) * second.Sum(b => Math.Pow(b - secondMean, 2)));
    }
}

/// <summary>An estimate and the truth.</summary>
internal sealed record JudgedEstimate(string Photo, double Estimate, double Truth);
