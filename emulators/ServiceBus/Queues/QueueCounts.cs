namespace Emulators.ServiceBus.Queues;

/// <summary>What a queue or subqueue holds now.</summary>
/// <param name="Active">Waiting or locked.</param>
/// <param name="Locked">Those of the active ones that somebody holds.</param>
/// <param name="Scheduled">Waiting for their time.</param>
/// <param name="Deferred">Handed out by number only.</param>
/// <param name="Receivers">Links that take from it.</param>
internal sealed record QueueCounts(int Active, int Locked, int Scheduled, int Deferred, int Receivers);
