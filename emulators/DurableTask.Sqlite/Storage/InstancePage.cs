using System.Globalization;
using DurableTask.Core;

namespace DurableTask.Sqlite.Storage;

/// <summary>Some instances of a list, in the order of their making.</summary>
/// <param name="Items">With their ids in the file.</param>
/// <param name="ContinuationToken">Null for the last page.</param>
internal sealed record InstancePage(IReadOnlyList<(long Row, OrchestrationState State)> Items, string? ContinuationToken)
{
    /// <param name="reads">Where they are listed.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="token">Token of the page before; null for the first page.</param>
    /// <param name="size">At most, and at least 1.</param>
    /// <exception cref="ArgumentException">The token is none of this method's.</exception>
    public static InstancePage Read(ReadConnections reads, InstanceFilter filter, string? token, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var after = ReadToken(token);
        // One more than asked for tells whether there is another page.
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
