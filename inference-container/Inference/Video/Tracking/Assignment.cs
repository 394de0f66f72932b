namespace SegFunctions.Inference.Video.Tracking;

/// <summary>Finds the pairs with the lowest total cost: the Hungarian method with potentials (Kuhn 1955; Jonker and Volgenant 1987).</summary>
internal static class Assignment
{
    /// <param name="costs">[rows, columns]; <see cref="double.PositiveInfinity"/> for what must not be paired.</param>
    /// <returns>The column of each row, or -1.</returns>
    public static int[] Solve(double[,] costs)
    {
        var (rows, columns) = (costs.GetLength(0), costs.GetLength(1));
        var size = rows + columns;

        // Any row may stay alone, at a cost above any pair's: the problem is square and always has a solution.
        var alone = 1 + costs.Cast<double>().Where(double.IsFinite).DefaultIfEmpty(0).Max();
        var solved = SolveSquare(size, (row, column) => row < rows && column < columns
            ? double.IsFinite(costs[row, column]) ? costs[row, column] : 4 * alone
            : row >= rows && column >= columns ? 0 : alone);
        return [.. Enumerable.Range(0, rows).Select(row => solved[row] < columns && double.IsFinite(costs[row, solved[row]]) ? solved[row] : -1)];
    }

    private static int[] SolveSquare(int size, Func<int, int, double> cost)
    {
        var (rowPotentials, columnPotentials) = (new double[size + 1], new double[size + 1]);
        var (rowOf, before) = (new int[size + 1], new int[size + 1]);
        for (var row = 1; row <= size; row++)
        {
            rowOf[0] = row;
            var column = 0;
            var least = Enumerable.Repeat(double.PositiveInfinity, size + 1).ToArray();
            var visited = new bool[size + 1];
            do
            {
                visited[column] = true;
                var (delta, next) = (double.PositiveInfinity, 0);
                for (var candidate = 1; candidate <= size; candidate++)
                {
                    if (visited[candidate])
                    {
                        continue;
                    }

                    var reduced = cost(rowOf[column] - 1, candidate - 1) - rowPotentials[rowOf[column]] - columnPotentials[candidate];
                    if (reduced < least[candidate])
                    {
                        (least[candidate], before[candidate]) = (reduced, column);
                    }

                    if (least[candidate] < delta)
                    {
                        (delta, next) = (least[candidate], candidate);
                    }
                }

                for (var seen = 0; seen <= size; seen++)
                {
                    if (visited[seen])
                    {
                        rowPotentials[rowOf[seen]] += delta;
                        columnPotentials[seen] -= delta;
                    }
                    else
                    {
                        least[seen] -= delta;
                    }
                }

                column = next;
            }
            while (rowOf[column] != 0);

            for (; column != 0; column = before[column])
            {
                rowOf[column] = rowOf[before[column]];
            }
        }

        var solution = new int[size];
        for (var column = 1; column <= size; column++)
        {
            solution[rowOf[column] - 1] = column - 1;
        }

        return solution;
    }
}
