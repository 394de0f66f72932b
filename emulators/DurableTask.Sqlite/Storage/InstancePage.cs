using System.Globalization;
using DurableTask.Core;

namespace DurableTask.Sqlite.Storage;

/// <summary>One page of a list of instances, in the order of their creation.</summary>
/// <param name="Items">With their row ids.</param>
/// <param name="ContinuationToken">Null for the last page.</param>
internal sealed record InstancePage(IReadOnlyList<(long Row, OrchestrationState State)> Items, string? ContinuationToken)
{
    /// <param name="reads">Connections for the query.</param>
    /// <param name="filter">Which instances to list.</param>
    /// <param name="token">Token of the previous page; null for the first page.</param>
    /// <param name="size">Maximum number of items, at least 1.</param>
    /// <exception cref="ArgumentException">The token did not come from this method.</exception>
    public static InstancePage Read(ReadConnections reads, InstanceFilter filter, string? token, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var after = ReadToken(token);
        // One more row than requested tells whether there is another page.
        var found = reads.Read(statements => statements.List(filter, after, size + 1));
        var items = found.Take(size).ToList();
        return new InstancePage(items, found.Count > items.Count ? items[^1].Row.ToString(CultureInfo.InvariantCulture) : null);
    }

    private static long ReadToken(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return 0;
        }

        return long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            ? after
            : throw new ArgumentException($"'{token}' is not a continuation token of this task hub.", nameof(token));
    }
}
