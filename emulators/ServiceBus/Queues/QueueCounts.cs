namespace Emulators.ServiceBus.Queues;

/// <summary>What a queue or subqueue holds now.</summary>
/// <param name="Active">Waiting or locked.</param>
/// <param name="Locked">The active ones that a receiver holds.</param>
/// <param name="Scheduled">Not due yet.</param>
/// <param name="Deferred">Received only by number.</param>
/// <param name="Receivers">Links that receive from it.</param>
internal sealed record QueueCounts(int Active, int Locked, int Scheduled, int Deferred, int Receivers);
