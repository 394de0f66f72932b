using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video;

public sealed class AssignmentTests
{
    private const double Never = double.PositiveInfinity;

    [Fact]
    public void Takes_the_pairs_of_the_smallest_sum_and_not_the_cheapest_first() =>
        Assert.Equal([1, 0], Assignment.Solve(new[,] { { 1.0, 2.0 }, { 1.5, 9.0 } }));

    [Fact]
    public void Leaves_alone_what_may_not_be_a_pair() =>
        Assert.Equal([-1, 0, -1], Assignment.Solve(new[,] { { Never, Never }, { 0.5, Never }, { 0.7, Never } }));

    [Fact]
    public void Pairs_as_many_as_it_can() =>
        Assert.Equal([1, 0], Assignment.Solve(new[,] { { 0.1, 0.9 }, { 0.2, Never } }));

    [Theory]
    [InlineData(0, 3)]
    [InlineData(2, 0)]
    public void Has_nothing_to_pair_without_rows_or_columns(int rows, int columns) =>
        Assert.Equal(Enumerable.Repeat(-1, rows), Assignment.Solve(new double[rows, columns]));

    [Fact]
    public void Is_never_worse_than_any_order()
    {
        var random = new Random(4);
        for (var round = 0; round < 50; round++)
        {
            var costs = new double[4, 4];
            for (var i = 0; i < 16; i++)
            {
                costs[i / 4, i % 4] = random.NextDouble();
            }

            var solved = Assignment.Solve(costs).Select((column, row) => costs[row, column]).Sum();
            Assert.True(solved <= Orders([0, 1, 2, 3]).Min(order => order.Select((column, row) => costs[row, column]).Sum()) + 1e-9);
        }
    }

    private static IEnumerable<int[]> Orders(int[] items) => items.Length == 1 ? [items]
        : items.SelectMany(first => Orders([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));
}
