using DurableTask.Sqlite.Hub;

namespace DurableTask.Sqlite.Clients;

/// <summary>Takes ended instances out of the file. Those that are open by then stay.</summary>
/// <param name="hub">Where they are.</param>
/// <param name="rows">Their ids in the file.</param>
internal sealed class PurgeChange(OpenHub hub, IReadOnlyList<long> rows) : HubChange<int>
{
    /// <returns>How many are gone.</returns>
    protected override int Write() => rows.Count(hub.Statements.TryPurgeEnded);

    protected override void Publish(int result)
    {
        // Nothing of an ended instance is in memory.
    }
}
