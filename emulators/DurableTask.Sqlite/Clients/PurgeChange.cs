using DurableTask.Sqlite.Hub;

namespace DurableTask.Sqlite.Clients;

/// <summary>Takes ended instances out of the file. Those that are open by then stay.</summary>
/// <param name="hub">Where they are.</param>
/// <param name="rows">Their ids in the file.</param>
internal sealed class PurgeChange(OpenHub hub, IReadOnlyList<long> rows) : HubChange<int>
{
    private readonly List<long> _purged = [];

    /// <returns>How many are gone.</returns>
    protected override int Write()
    {
        _purged.AddRange(rows.Where(hub.Statements.TryPurgeEnded));
        return _purged.Count;
    }

    /// <summary>An ended instance has nothing in memory, unless it was just being rewound.</summary>
    protected override void Publish(int result) => _purged.ForEach(hub.Instances.Remove);
}
