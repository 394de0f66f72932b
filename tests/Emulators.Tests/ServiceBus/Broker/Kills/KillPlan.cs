namespace Emulators.Tests.ServiceBus.Kills;

/// <param name="Kills">How often to kill the broker.</param>
/// <param name="LongestPause">Maximum time from the moment it listens again to the next kill; each is drawn from zero up to it.</param>
/// <param name="Limit">Time after which no more kills are made.</param>
/// <param name="Seed">The seed of the pauses.</param>
internal sealed record KillPlan(int Kills, TimeSpan LongestPause, TimeSpan Limit, int Seed);
