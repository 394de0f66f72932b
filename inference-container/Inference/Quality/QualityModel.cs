namespace SegFunctions.Inference.Quality;

/// <summary>A logistic regression of a mask's true overlap on its evidence.</summary>
/// <param name="Constant">Log-odds where all numbers are 0.</param>
/// <param name="Weights">One for each number of the evidence.</param>
internal sealed record QualityModel(double Constant, params IReadOnlyList<double> Weights)
{
    /// <returns>The overlap to expect, above 0 and below 1.</returns>
    public double Estimate(IReadOnlyList<double> numbers) => 1 / (1 + Math.Exp(-(Constant + Weights.Zip(numbers, (weight, number) => weight * number).Sum())));
}
