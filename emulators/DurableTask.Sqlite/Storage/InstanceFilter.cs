using DurableTask.Core;

namespace DurableTask.Sqlite.Storage;

/// <summary>Which instances a list includes. Null omits a condition; all times are inclusive.</summary>
internal sealed record InstanceFilter(
    IReadOnlyCollection<OrchestrationStatus>? Statuses = null,
    DateTime? CreatedFrom = null,
    DateTime? CreatedTo = null,
    DateTime? CompletedTo = null,
    DateTime? UpdatedFrom = null,
    DateTime? UpdatedTo = null,
    string? InstanceIdPrefix = null,
    bool ExcludesEntities = false)
{
    /// <summary>The WHERE condition in a list of instances AS i.</summary>
    public const string Condition =
        """
        i.id > @after
            AND (@statuses IS NULL OR i.status IN (SELECT value FROM json_each(@statuses)))
            AND (@from IS NULL OR i.created >= @from)
            AND (@to IS NULL OR i.created <= @to)
            AND (@completed_to IS NULL OR i.completed <= @completed_to)
            AND (@updated_from IS NULL OR i.updated >= @updated_from)
            AND (@updated_to IS NULL OR i.updated <= @updated_to)
            AND (@prefix IS NULL OR substr(i.instance_id, 1, length(@prefix)) = @prefix)
            AND (@entities = 1 OR substr(i.instance_id, 1, 1) <> '@')
        ORDER BY i.id LIMIT @limit
        """;

    /// <summary>The parameters of <see cref="Condition"/>, in the order of <see cref="Values"/>.</summary>
    public static string[] Parameters { get; } =
        ["@after", "@statuses", "@from", "@to", "@completed_to", "@updated_from", "@updated_to", "@prefix", "@entities", "@limit"];

    /// <param name="after">Row id after which to continue.</param>
    /// <param name="limit">Maximum number of rows.</param>
    public object?[] Values(long after, int limit) =>
    [
        after,
        Statuses is null ? null : $"[{string.Join(',', Statuses.Select(static status => (int)status))}]",
        CreatedFrom?.ToUniversalTime().Ticks,
        CreatedTo?.ToUniversalTime().Ticks,
        CompletedTo?.ToUniversalTime().Ticks,
        UpdatedFrom?.ToUniversalTime().Ticks,
        UpdatedTo?.ToUniversalTime().Ticks,
        InstanceIdPrefix,
        ExcludesEntities ? 0 : 1,
        limit,
    ];
}
