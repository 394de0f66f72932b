using Azure.Messaging.ServiceBus;

namespace Microsoft.Azure.Functions.Worker.Emulation.Queues;

/// <param name="Messages">At least one; exactly one for a function that is not batched.</param>
/// <param name="Actions">Settle them.</param>
internal sealed record QueueDelivery(IReadOnlyList<ServiceBusReceivedMessage> Messages, ServiceBusMessageActions Actions);
