using DurableTask.Core;
using DurableTask.Sqlite.Deliveries;
using DurableTask.Sqlite.Hub;

namespace DurableTask.Sqlite.Clients;

/// <summary>Starts an instance for a client.</summary>
internal sealed class StartChange(StartDelivery start) : HubChange<OrchestrationStatus?>
{
    /// <returns>The state of an existing instance with the same id, which stays; null if the new one has started.</returns>
    protected override OrchestrationStatus? Write()
    {
        start.Write();
        return start.Refused;
    }

    protected override void Publish(OrchestrationStatus? result) => start.Publish();
}
