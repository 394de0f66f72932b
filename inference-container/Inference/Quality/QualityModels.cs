namespace SegFunctions.Inference.Quality;

/// <summary>
/// The models for the built-in networks, fitted to 13 photos in which people had outlined the objects by
/// <c>dotnet run --project tests/Benchmarks -c Release -- quality --data FOLDER</c>, which prints the lines below. Their accuracy on other photos
/// is in <c>docs/performance.md</c>.
/// </summary>
internal static class QualityModels
{
    public static IReadOnlyDictionary<QualityKind, QualityModel> Fitted { get; } = new Dictionary<QualityKind, QualityModel>
    {
        [QualityKind.Box] = new(-3.752, 2.135, 2.279, 2.126),
        [QualityKind.Click] = new(-4.006, 3.708, -1.015, 2.844),
        [QualityKind.Points] = new(-1.309, 1.369, 1.840, -2.031),
        [QualityKind.Candidate] = new(-3.109, 1.261, -0.430, 4.384),
        [QualityKind.Word] = new(-0.713, 0.989, 0.505),
        [QualityKind.Subject] = new(-3.327, 2.427, 4.214),
    };

    /// <returns>Expected overlap (intersection over union) with a mask drawn by a person, 0–1.</returns>
    public static double Estimate(Evidence evidence) => Fitted[evidence.Kind].Estimate(evidence.Numbers);
}

/// <summary>A logistic regression of a mask's true overlap on its evidence.</summary>
/// <param name="Constant">Log-odds if all numbers are 0.</param>
/// <param name="Weights">One per number of the evidence.</param>
internal sealed record QualityModel(double Constant, params IReadOnlyList<double> Weights)
{
    /// <returns>The expected overlap, between 0 and 1 exclusive.</returns>
    public double Estimate(IReadOnlyList<double> numbers) => 1 / (1 + Math.Exp(-(Constant + Weights.Zip(numbers, (weight, number) => weight * number).Sum())));
}
