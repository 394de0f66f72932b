using DurableTask.Sqlite.Hub;

namespace DurableTask.Sqlite.Entities;

/// <summary>
/// Takes entities out of the file that were found empty and still are. Those for which a message lies there stay, also one that an episode is at work
/// on: it lies there until the episode is committed.
/// </summary>
/// <param name="hub">Where they are.</param>
/// <param name="entities">Their ids in the file, each with the status that said that it is empty.</param>
internal sealed class EmptyEntitiesRemoval(OpenHub hub, IReadOnlyList<(long Row, string? Status)> entities) : HubChange<int>
{
    private readonly List<long> _removed = [];

    /// <returns>How many are gone.</returns>
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
