namespace SegFunctions.Benchmarks;

/// <param name="Photos">Paths; each item is one of them.</param>
/// <param name="Word">To cut out.</param>
/// <param name="ItemsAJob">At most 100.</param>
/// <param name="JobsAtOnce">Each followed by the next.</param>
/// <param name="Duration">At least so long.</param>
/// <param name="MinKills">At least so many.</param>
/// <param name="LongestPause">Between two kills; each is drawn from zero on.</param>
/// <param name="Seed">The seed of every draw.</param>
internal sealed record KillSweepPlan(
    IReadOnlyList<string> Photos, string Word, int ItemsAJob, int JobsAtOnce, TimeSpan Duration, int MinKills, TimeSpan LongestPause, int Seed);
