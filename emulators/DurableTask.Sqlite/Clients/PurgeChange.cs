using DurableTask.Sqlite.Hub;

namespace DurableTask.Sqlite.Clients;

/// <summary>Deletes ended instances from the file. Instances that are open by then stay.</summary>
/// <param name="hub">The hub that contains them.</param>
/// <param name="rows">Their ids in the file.</param>
internal sealed class PurgeChange(OpenHub hub, IReadOnlyList<long> rows) : HubChange<int>
{
    private readonly List<long> _purged = [];

    /// <returns>How many were deleted.</returns>
    protected override int Write()
    {
        _purged.AddRange(rows.Where(hub.Statements.TryPurgeEnded));
        return _purged.Count;
    }

    /// <summary>An ended instance has nothing in memory, unless it was just being rewound.</summary>
    protected override void Publish(int result) => _purged.ForEach(hub.Instances.Remove);
}
