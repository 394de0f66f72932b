namespace Emulators.ServiceBus.Queues;

/// <summary>Numbers of messages in a queue or subqueue.</summary>
/// <param name="Active">Messages that are waiting or locked.</param>
/// <param name="Locked">The active ones that a receiver holds.</param>
/// <param name="Scheduled">Messages that are not due yet.</param>
/// <param name="Deferred">Messages that can be received only by number.</param>
/// <param name="Receivers">Links that receive from the queue.</param>
internal sealed record QueueCounts(int Active, int Locked, int Scheduled, int Deferred, int Receivers);
