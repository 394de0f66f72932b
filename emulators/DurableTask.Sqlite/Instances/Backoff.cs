namespace DurableTask.Sqlite.Instances;

/// <summary>How long work that was given up stays away, so that work which nobody can do does not keep the machine busy.</summary>
internal static class Backoff
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <param name="attempts">In a row, from 1.</param>
    /// <returns>50 ms, doubled for each further one, 10 s at most.</returns>
    public static TimeSpan After(int attempts)
    {
        var delay = TimeSpan.FromMilliseconds(50L << Math.Clamp(attempts - 1, 0, 20));
        return delay < Longest ? delay : Longest;
    }
}
