using DurableTask.Sqlite.Hub;

namespace DurableTask.Sqlite.Entities;

/// <summary>
/// Deletes entities from the file that were found empty and still are. Those with a pending message stay, which includes one whose episode is in
/// progress: its messages are pending until the episode is committed.
/// </summary>
/// <param name="hub">The hub that contains them.</param>
/// <param name="entities">Their row ids, each with the status that showed it to be empty.</param>
internal sealed class EmptyEntitiesRemoval(OpenHub hub, IReadOnlyList<(long Row, string? Status)> entities) : HubChange<int>
{
    private readonly List<long> _removed = [];

    /// <returns>How many were deleted.</returns>
    protected override int Write()
    {
        foreach (var (row, status) in entities)
        {
            if (hub.Statements.Instances.IsOpenWith(row, status) && !hub.Statements.Messages.HasAny(row))
            {
                hub.Statements.Purge(row);
                _removed.Add(row);
            }
        }

        return _removed.Count;
    }

    protected override void Publish(int result) => _removed.ForEach(hub.Instances.Remove);
}
