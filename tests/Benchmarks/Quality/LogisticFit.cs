namespace SegFunctions.Benchmarks.Quality;

/// <summary>Logistic regression on targets between 0 and 1, by Newton's method, with a ridge that keeps weights with few examples small.</summary>
/// <param name="Constant">Log-odds if all features are 0.</param>
/// <param name="Weights">One per feature, in the feature's own unit.</param>
internal sealed record LogisticFit(double Constant, IReadOnlyList<double> Weights)
{
    private const double Ridge = 3;
    private const int Steps = 30;

    /// <param name="features">Per example; all of the same length.</param>
    /// <param name="targets">Per example, 0–1.</param>
    /// <param name="weights">Per example.</param>
    public static LogisticFit Of(IReadOnlyList<IReadOnlyList<double>> features, IReadOnlyList<double> targets, IReadOnlyList<double> weights)
    {
        var (count, width, all) = (targets.Count, features[0].Count, weights.Sum());
        var means = Columns(width, column => Enumerable.Range(0, count).Sum(i => weights[i] * features[i][column]) / all);
        var spreads = Columns(width, column => Math.Sqrt(Enumerable.Range(0, count).Sum(i => weights[i] * Math.Pow(features[i][column] - means[column], 2)) / all) + 1e-9);
        double[][] rows = [.. features.Select(row => (double[])[1, .. row.Select((value, column) => (value - means[column]) / spreads[column])])];
        var solution = new double[width + 1];
        for (var step = 0; step < Steps; step++)
        {
            var (slope, curve) = (new double[width + 1], new double[width + 1, width + 1]);
            for (var i = 0; i < count; i++)
            {
                var estimate = Sigmoid(Dot(rows[i], solution));
                var weight = weights[i] * count / all;
                for (var row = 0; row <= width; row++)
                {
                    slope[row] += weight * (estimate - targets[i]) * rows[i][row];
                    for (var column = 0; column <= width; column++)
                    {
                        curve[row, column] += weight * estimate * (1 - estimate) * rows[i][row] * rows[i][column];
                    }
                }
            }

            for (var row = 1; row <= width; row++)
            {
                slope[row] += Ridge * solution[row];
                curve[row, row] += Ridge;
            }

            var change = Solve(curve, slope);
            solution = [.. solution.Zip(change, (value, by) => value - by)];
        }

        var unscaled = Columns(width, column => solution[column + 1] / spreads[column]);
        return new LogisticFit(solution[0] - Dot(unscaled, means), unscaled);
    }

    public double Estimate(IReadOnlyList<double> features) => Sigmoid(Constant + Dot([.. features], [.. Weights]));

    private static double[] Columns(int width, Func<int, double> value) => [.. Enumerable.Range(0, width).Select(value)];

    private static double Sigmoid(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    private static double Dot(double[] first, double[] second) => first.Zip(second, (a, b) => a * b).Sum();

    /// <summary>Gaussian elimination; the matrix is positive definite.</summary>
    private static double[] Solve(double[,] matrix, double[] right)
    {
        var size = right.Length;
        for (var pivot = 0; pivot < size; pivot++)
        {
            for (var row = pivot + 1; row < size; row++)
            {
                var factor = matrix[row, pivot] / matrix[pivot, pivot];
                right[row] -= factor * right[pivot];
                for (var column = pivot; column < size; column++)
                {
                    matrix[row, column] -= factor * matrix[pivot, column];
                }
            }
        }

        var solution = new double[size];
        for (var row = size - 1; row >= 0; row--)
        {
            var known = Enumerable.Range(row + 1, size - row - 1).Sum(column => matrix[row, column] * solution[column]);
            solution[row] = (right[row] - known) / matrix[row, row];
        }

        return solution;
    }
}
