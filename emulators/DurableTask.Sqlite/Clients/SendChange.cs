using DurableTask.Sqlite.Deliveries;
using DurableTask.Sqlite.Hub;

namespace DurableTask.Sqlite.Clients;

/// <summary>Sends a client's messages, all or none.</summary>
internal sealed class SendChange(IReadOnlyList<IDelivery> deliveries) : HubChange<bool>
{
    protected override bool Write()
    {
        foreach (var delivery in deliveries)
        {
            delivery.Write();
        }

        return true;
    }

    protected override void Publish(bool result)
    {
        foreach (var delivery in deliveries)
        {
            delivery.Publish();
        }
    }
}
