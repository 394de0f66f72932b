namespace SegFunctions.Benchmarks;

/// <param name="Photos">Paths of photos; each item is one of them.</param>
/// <param name="Word">The word to segment.</param>
/// <param name="ItemsAJob">At most 100.</param>
/// <param name="JobsAtOnce">Each is followed by the next one.</param>
/// <param name="Duration">Minimum time.</param>
/// <param name="MinKills">Minimum number of kills.</param>
/// <param name="LongestPause">Maximum pause between two kills; each is drawn from zero up to it.</param>
/// <param name="Seed">Seed for everything drawn at random.</param>
internal sealed record KillSweepPlan(
    IReadOnlyList<string> Photos, string Word, int ItemsAJob, int JobsAtOnce, TimeSpan Duration, int MinKills, TimeSpan LongestPause, int Seed);
