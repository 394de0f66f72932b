namespace SegFunctions.Inference.Quality;

/// <summary>A logistic regression of a mask's true overlap on its evidence.</summary>
/// <param name="Constant">Log-odds if all numbers are 0.</param>
/// <param name="Weights">One per number of the evidence.</param>
internal sealed record QualityModel(double Constant, params IReadOnlyList<double> Weights)
{
    /// <returns>The expected overlap, between 0 and 1 exclusive.</returns>
    public double Estimate(IReadOnlyList<double> numbers) => 1 / (1 + Math.Exp(-(Constant + Weights.Zip(numbers, (weight, number) => weight * number).Sum())));
}
