namespace DurableTask.Sqlite.Instances;

/// <summary>How long abandoned work is held back, so that work that cannot succeed does not keep the machine busy.</summary>
internal static class Backoff
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <param name="attempts">Number of consecutive abandoned attempts, at least 1.</param>
    /// <returns>50 ms, doubled for each further attempt, at most 10 s.</returns>
    public static TimeSpan After(int attempts)
    {
        var delay = TimeSpan.FromMilliseconds(50L << Math.Clamp(attempts - 1, 0, 20));
        return delay < Longest ? delay : Longest;
    }
}
