namespace SegFunctions.Inference.Quality;

/// <summary>
/// The models of the embedded networks. Fitted to 13 photos in which people had drawn the objects, by
/// <c>dotnet run --project tests/Benchmarks -c Release -- quality --data FOLDER</c>, which prints the lines below; what they are worth on other photos
/// is in <c>docs/performance.md</c>.
/// </summary>
internal static class QualityModels
{
    public static IReadOnlyDictionary<QualityKind, QualityModel> Fitted { get; } = new Dictionary<QualityKind, QualityModel>
    {
        [QualityKind.Box] = new(-3.6, 1.6, 1.9, 2.6),
        [QualityKind.Click] = new(-3.4, 2.7, -1, 2.6),
        [QualityKind.Points] = new(-3, 3, 1.6, -2.2),
        [QualityKind.Candidate] = new(-3.2, 1.2, -0.4, 4.4),
        [QualityKind.Word] = new(-0.713, 0.989, 0.505),
        [QualityKind.Subject] = new(-3.327, 2.427, 4.214),
    };

    /// <returns>The overlap (intersection over union) to expect with the mask that a person would draw, 0–1.</returns>
    public static double Estimate(Evidence evidence) => Fitted[evidence.Kind].Estimate(evidence.Numbers);
}
