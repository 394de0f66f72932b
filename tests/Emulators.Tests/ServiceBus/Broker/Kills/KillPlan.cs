namespace Emulators.Tests.ServiceBus.Kills;

/// <param name="Kills">The kills of the broker.</param>
/// <param name="LongestPause">From the moment that it listens again to the next kill; each is drawn from zero on.</param>
/// <param name="Limit">After so long no further kill is made.</param>
/// <param name="Seed">The seed of the pauses.</param>
internal sealed record KillPlan(int Kills, TimeSpan LongestPause, TimeSpan Limit, int Seed);
